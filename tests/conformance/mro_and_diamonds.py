def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    def f(self):
        return ["A"]


class B(A):
    def f(self):
        return ["B"] + super().f()


class C(A):
    def f(self):
        return ["C"] + super().f()


class D(B, C):
    def f(self):
        return ["D"] + super().f()


print(D().f(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
print(D.__bases__ == (B, C), D.__base__.__name__, A.__subclasses__() == [B, C])


class X:
    pass


class Y(X):
    pass


def build(*bases):
    return [k.__name__ for k in type("T", bases, {}).__mro__]


show(build, X, Y)
show(build, Y, X)
show(build, A, A)
show(build, D, C)
show(build, B, D)
show(build, int, str)
show(build, bool)
show(build, type(None))
show(build, type(lambda: 0))
show(build, 5)
show(build, type(...))
show(build, range)
show(build, list, A)
show(build, slice)
D.__bases__ = (C, B)
print([k.__name__ for k in D.__mro__], D().f())
show(setattr, D, "__bases__", ())
show(setattr, D, "__bases__", (D,))
show(setattr, A, "__bases__", (int,))
