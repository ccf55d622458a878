# gi_ attributes, throw in its three forms, close that refuses, send to a fresh one.
import inspect
def g():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as e:
            got = ('caught', str(e))
it = g()
print(it.gi_running, it.gi_yieldfrom, it.gi_code.co_name, it.gi_frame.f_lineno, inspect.getgeneratorstate(it), it.__name__, it.__qualname__)
try:
    it.send(1)
except TypeError as e:
    print(e)
print(next(it), it.send('a'), it.throw(ValueError('b')), it.throw(ValueError, 'c'), it.throw(ValueError, ValueError('d')), it.gi_frame.f_locals)
for args in ((KeyError,), ()):
    try:
        it.throw(*args)
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(inspect.getgeneratorstate(it), it.gi_frame, list(it))
for args in ((5,), (ValueError, 5, 6), (ValueError('x'), 'y'), (NotImplemented,)):
    try:
        g().throw(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
def returns():
    try:
        yield 1
    finally:
        return 'value on close'
r = returns()
next(r)
print(r.close(), g().close())
def recursive():
    yield next(me)
me = recursive()
try:
    next(me)
except ValueError as e:
    print(e)
def delegating():
    inner = it2()
    r = yield from inner
    print('inner returned', r)
    yield from [7, 8]
def it2():
    try:
        x = yield 1
        print('sent', x)
        yield 2
    except KeyError:
        print('KeyError inside')
        yield 3
    return 'result'
d = delegating()
print(next(d), d.gi_yieldfrom.__name__, d.send('S'), d.throw(KeyError), next(d), next(d), next(d, 'end'))
it.__name__ = 'renamed'
print(it.__name__, repr(it).split(' at ')[0])
for statement in ('it.__name__ = 5', 'it.gi_code = 1', 'it.gi_running = True', 'del it.__qualname__', 'type(it)()', 'it.send()', 'it.close(1)'):
    try:
        exec(statement)
    except (TypeError, AttributeError) as e:
        print(statement, '->', type(e).__name__, e)
