"""What a generator handles is its own, even where its resumer handles the same exception; contexts of what is thrown."""
import sys
import types


@types.coroutine
def wait(x):
    return (yield x)


async def reraise():
    try:
        await wait('a')
    except ValueError:
        await wait('b')
        raise


async def context():
    try:
        await wait('a')
    except KeyError:
        await wait('b')
        try:
            raise ValueError
        except ValueError as e:
            print('context', repr(e.__context__))
    print('after', sys.exc_info()[1])


def generator():
    try:
        yield 1
    except ValueError:
        yield 2
        try:
            yield 3
        except KeyError as e:
            print('inner', repr(e), repr(e.__context__))
            yield 4
        print('outer', repr(sys.exc_info()[1]))
        raise


def drive(coroutine, exception):
    """Thrown from within a handler of the same exception, and resumed outside of it."""
    coroutine.send(None)
    try:
        raise exception
    except type(exception) as e:
        print(coroutine.throw(e))
    try:
        coroutine.send(None)
    except BaseException as e:
        print(repr(e), repr(e.__context__))


drive(reraise(), ValueError('same'))
drive(context(), KeyError(3))

g = generator()
next(g)
try:
    raise IndexError
except IndexError:
    print(g.throw(ValueError('thrown')), next(g), g.throw(KeyError('second')))
try:
    raise LookupError
except LookupError:
    try:
        next(g)
    except ValueError as e:
        print(repr(e), repr(e.__context__))

fresh = generator()
try:
    raise IndexError
except IndexError:
    try:
        fresh.throw(KeyError('not begun'))
    except KeyError as e:
        print(repr(e), repr(e.__context__))

a = generator()
next(a)
try:
    raise ValueError('shared')
except ValueError as e:
    a.throw(e)
    print(next(a), sys.exc_info()[1] is e)
    try:
        a.throw(KeyError('k'))
        next(a)
    except ValueError as again:
        print(again is e, repr(again.__context__))
print(sys.exc_info())
