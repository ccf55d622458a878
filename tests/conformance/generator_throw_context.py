"""throw() into a generator: what becomes the context, and what is handled in there."""
import sys


def chain(e):
    names = []
    while e is not None:
        names.append(type(e).__name__)
        e = e.__context__
    return names


def attempt(what, *args):
    try:
        return what(*args)
    except BaseException as e:
        return chain(e)


def plain(): yield
def with_finally():
    try:
        yield
    finally:
        raise ValueError
def handling():
    try:
        raise KeyError
    except KeyError:
        yield
def delegating():
    try:
        raise OSError
    except OSError:
        yield from plain()


for make in plain, with_finally, handling, delegating:
    for is_started in True, False:
        g = make()
        is_started and next(g)
        try:
            raise IndexError
        except IndexError:
            print(make.__name__, is_started, attempt(g.throw, TypeError()), attempt(g.throw, TypeError))


# The very exception that is handled outside is thrown in, and handled inside for longer
def keeping():
    try:
        yield
    except ValueError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
        raise


g = keeping()
next(g)
try:
    raise ValueError
except ValueError as e:
    print(g.throw(e))
print(next(g), attempt(next, g), sys.exc_info())


# What the resumer handles is seen inside, while it lasts
def watching():
    while True:
        yield sys.exc_info()[0]


g = watching()
print(next(g))
try:
    raise KeyError
except KeyError:
    print(next(g))
    try:
        raise OSError
    except OSError:
        print(next(g))
    print(next(g))
print(next(g))


class NoException(Exception):
    def __new__(cls, *args):
        return 'text'


class Failing(Exception):
    def __init__(self): raise RuntimeError('made wrong')


def catching():
    while True:
        try:
            yield 'ready'
        except Exception as e:
            print(type(e).__name__, e)


g = catching()
next(g)
print(g.throw(NoException), g.throw(Failing), g.throw(ValueError, 'value'), g.throw(ValueError, (1, 2)))


# close() of what is delegated to
class Broken:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, name): raise ZeroDivisionError(name)


def outer():
    try:
        yield from Broken()
    except BaseException as e:
        print('outer', type(e).__name__)
        raise


sys.unraisablehook = lambda args: print('unraisable', type(args.exc_value).__name__)
for method, args in ('send', (1,)), ('throw', (KeyError,)), ('close', ()):
    g = outer()
    next(g)
    print(method, attempt(getattr(g, method), *args))
    print('then', g.close())


f = lambda: (yield 1)
g = f()
print(next(g))
try:
    g.send('returned')
except StopIteration as e:
    print(e.value)
