# A mro() that itself assigns to __bases__: the newer bases stay, and the older assignment takes no effect.
ready = False


class Meta(type):
    def mro(cls):
        global ready
        if ready and cls.__name__ == "C":
            ready = False
            C.__bases__ = (Second,)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class First(A):
    pass


class Second(A):
    pass


class C(A):
    pass


ready = True
C.__bases__ = (First,)
print(C.__bases__, C.__mro__)
First.__bases__ = (C,)
print(First.__mro__)
print(Second.__subclasses__(), First.__subclasses__(), C.__subclasses__())
Second.value = 7
print(First().value)


class Fails(type):
    def mro(cls):
        if cls.__name__ == "Y" and X.__bases__ != (object,):
            raise ValueError("no order")
        return type.mro(cls)


class W:
    pass


class X(metaclass=Fails):
    pass


class Y(X):
    pass


try:
    X.__bases__ = (W,)
except ValueError as error:
    print(error)
print(X.__bases__, X.__mro__, Y.__mro__, W.__subclasses__())
