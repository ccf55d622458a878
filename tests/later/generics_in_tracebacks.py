"""PEP 695: the frames in which type parameters, bounds and values are evaluated."""
import sys
import traceback


def frames(function):
    try:
        function()
    except Exception as e:
        for frame, line in [*traceback.walk_tb(e.__traceback__)][1:]:
            if frame.f_code.co_filename == __file__:
                print(' ', frame.f_code.co_name, frame.f_code.co_qualname, line - function.__code__.co_firstlineno)
        print(type(e).__name__, e)


def of_annotation():
    def f[T](
        x: missing,
    ): pass


def of_base():
    class C[T](missing): pass


def of_bound():
    def f[T: (
        missing
    )](): pass
    f.__type_params__[0].__bound__


def of_value():
    type A = missing
    A.__value__


def of_generic_value():
    class C:
        type A[T] = missing.attribute
    C.A.__value__


def of_body():
    class C[T]:
        missing


for function in of_annotation, of_base, of_bound, of_value, of_generic_value, of_body:
    print(function.__name__)
    frames(function)


def names():
    frame = sys._getframe(1)
    return frame.f_code.co_name, sorted(name for name in frame.f_locals if name[0] != '.')


def f[T, U: int](x: names()): pass


class C:
    y = 1

    def g[T](self, x: names()): pass

    type A[T] = names()


print(f.__annotations__, C.g.__annotations__, C.A.__value__)
