"""Who is seen to call a generator that an exception is thrown into through `yield from`; cr_origin."""
import sys


def names():
    frame = sys._getframe(1)
    found = []
    while frame is not None:
        found.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return found[:-1]


def innermost():
    try:
        yield 1
    except ValueError:
        print('throw', names())
        yield 2
    finally:
        print('finally', names())


def middle():
    yield from innermost()


def outer():
    yield from middle()


def drive():
    generator = outer()
    print(next(generator))
    print(generator.throw(ValueError('a')))
    print(generator.gi_frame.f_back)
    generator.close()
    generator = outer()
    next(generator)
    try:
        generator.throw(KeyError('b'))
    except KeyError as error:
        print(repr(error), sys.exc_info()[1] is error, error.__context__)


drive()


async def work():
    pass


def make():
    return work()


sys.set_coroutine_origin_tracking_depth(2)
coroutine = make()  # in the module
print([(line - make.__code__.co_firstlineno, name) for _, line, name in coroutine.cr_origin])
coroutine.close()
sys.set_coroutine_origin_tracking_depth(0)
