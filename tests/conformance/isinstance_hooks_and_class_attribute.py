class Meta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", cls.__name__)
        return "truthy"

    def __subclasscheck__(cls, subclass):
        print("subclasscheck", cls.__name__)
        return []


class C(metaclass=Meta):
    pass


class D(C):
    pass


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: isinstance(1, C))
attempt(lambda: isinstance(C(), C))
attempt(lambda: issubclass(int, C))
attempt(lambda: issubclass(D, C))
attempt(lambda: isinstance(1, (str, C)))
attempt(lambda: isinstance(1, (str, (bytes, (int,)))))
attempt(lambda: isinstance(1, ()))
attempt(lambda: isinstance(1, [int]))
attempt(lambda: isinstance(1, 5))
attempt(lambda: issubclass(1, int))
attempt(lambda: issubclass(int, 5))
attempt(lambda: issubclass(int, (str, object)))


class Liar:
    @property
    def __class__(self):
        return int


class Raises:
    @property
    def __class__(self):
        raise ValueError("no class")


class NoClass:
    def __getattribute__(self, name):
        raise AttributeError(name)


attempt(lambda: isinstance(Liar(), int))
attempt(lambda: isinstance(Liar(), Liar))
attempt(lambda: isinstance(Raises(), int))
attempt(lambda: isinstance(NoClass(), int))
attempt(lambda: isinstance(NoClass(), NoClass))


class Abstract:
    __bases__ = (int,)


class Deep:
    @property
    def __bases__(self):
        return (self,) if False else (Abstract(),)


attempt(lambda: issubclass(Abstract(), int))
attempt(lambda: issubclass(Deep(), int))
attempt(lambda: issubclass(Abstract(), Deep()))
attempt(lambda: isinstance(1, Abstract()))


nested = int
for _ in range(20):
    nested = (nested,)
attempt(lambda: isinstance(1, nested))


class OnInstance:
    def __init__(self):
        self.__instancecheck__ = lambda x: True


attempt(lambda: isinstance(1, OnInstance()))
attempt(lambda: type.__instancecheck__(int, True))
attempt(lambda: type.__subclasscheck__(int, bool))
attempt(lambda: type.__instancecheck__(C, 1))
attempt(lambda: callable(C) and callable(C()) is False)
