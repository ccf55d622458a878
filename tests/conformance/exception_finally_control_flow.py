# finally with return, break and continue swallows exceptions; the order of everything.
def log(x):
    print(x, end=' ')
    return x
def a():
    try:
        return log('try')
    finally:
        log('finally')
def b():
    try:
        1 / 0
    finally:
        return 'swallowed'
def c():
    for i in range(3):
        try:
            if i == 1: raise KeyError(i)
            log(i)
        except KeyError:
            continue
        else:
            log('else')
        finally:
            log(f'f{i}')
            if i == 2: break
    else:
        log('never')
    return 'done'
def d():
    while True:
        try:
            return 'first'
        finally:
            break
    return 'after break'
def e():
    try:
        try:
            raise ValueError('one')
        finally:
            log('inner')
            raise TypeError('two')
    except TypeError as err:
        return repr(err), repr(err.__context__)
def f():
    x = 1
    try:
        return x
    finally:
        x = 2
def g():
    for i in (1, 2):
        try:
            continue
        finally:
            log(i)
    try:
        pass
    except: log('no')
    else: log('else')
    finally: log('end')
    return 'g'
def h():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log('exit')
        raise
    finally:
        log('cleanup')
for fn in (a, b, c, d, e, f, g):
    print(fn())
gen = h()
next(gen)
gen.close()
print()
def nested():
    try:
        try:
            try:
                raise ValueError('a')
            except ValueError:
                raise KeyError('b')
            finally:
                log('f1')
        except KeyError as k:
            raise OSError('c') from k
        finally:
            log('f2')
    except OSError as o:
        chain = []
        err = o
        while err:
            chain.append(repr(err))
            err = err.__cause__ or err.__context__
        return chain
print(nested())
