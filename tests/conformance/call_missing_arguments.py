def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a, b, c=1):
    pass


def g(a, b, c, d):
    pass


def k(*, x, y, z=1):
    pass


def m(a, *, x):
    pass


class C:
    def method(self, a):
        pass

    def __init__(self, p=0):
        pass

    @staticmethod
    def s(a, b):
        pass

    @classmethod
    def c(cls, a):
        pass


show(f)
show(f, 1)
show(f, b=1)
show(g)
show(g, 1, d=2)
show(g, 1)
show(k)
show(k, x=1)
show(m)
show(m, 1)
show(m, x=1)
show(C().method)
show(C.method)
show(C.s, 1)
show(C.c)
show(lambda a, b: 1)
