def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    pass


class B(A):
    pass


print(isinstance(B(), A), isinstance(A(), B), isinstance(1, (str, (float, int))), isinstance(True, int))
print(issubclass(B, A), issubclass(A, A), issubclass(bool, (str, int)), issubclass(int, object), issubclass(type, object))
print(isinstance(int, type), isinstance(A, type), isinstance(None, type(None)), isinstance(1, int | str))
show(isinstance, 1, 5)
show(isinstance, 1, "int")
show(isinstance, 1, [int])
show(isinstance, 1, (5,))
show(issubclass, 5, int)
show(issubclass, int, 5)
show(isinstance, 1)
print(isinstance(1, (int, 5)), isinstance(1, ()))


class Meta(type):
    def __instancecheck__(cls, x):
        print("instancecheck", x)
        return "yes"

    def __subclasscheck__(cls, x):
        return []


class M(metaclass=Meta):
    pass


print(isinstance(5, M), issubclass(int, M), isinstance(M(), M))


class Liar:
    @property
    def __class__(self):
        return int


print(isinstance(Liar(), int), isinstance(Liar(), Liar), type(Liar()).__name__, Liar().__class__)
print(type(True) is bool, type(1) == int, type(1) is not float)
