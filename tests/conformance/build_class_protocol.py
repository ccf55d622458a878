import builtins


def attempt(*args, **kwargs):
    try:
        print(__build_class__(*args, **kwargs))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt()
attempt(1)
attempt(lambda: None)
attempt(len, "x")
attempt(lambda: None, 1)
attempt(lambda: None, "Made")
attempt(lambda: None, "Made", int, str)
attempt(lambda: None, "Made", 5)
attempt(lambda: None, "Made", metaclass=lambda *args, **kw: (args, kw))
attempt(lambda: None, "Made", int, metaclass=lambda *args, **kw: (args[:2], kw), k=1)
attempt(lambda: None, "Made", k=1)


class NoPrepare(type):
    __prepare__ = None


class BadPrepare(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return 5


class ListPrepare(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return []


for meta in NoPrepare, BadPrepare, ListPrepare:
    attempt(lambda: None, "Made", metaclass=meta)


class Namespace(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return Namespace()

    def __new__(meta, name, bases, namespace):
        print(type(namespace).__name__)
        return super().__new__(meta, name, bases, dict(namespace))


class K(metaclass=Meta):
    x = 1

    def f(self):
        return __class__


print(K().f() is K)


class Lost(type):
    def __new__(meta, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(meta, name, bases, namespace)


try:

    class L(metaclass=Lost):
        def f(self):
            return __class__

except RuntimeError as error:
    print(error)


class Other(type):
    def __new__(meta, name, bases, namespace):
        type("X", (), dict(namespace))
        return super().__new__(meta, name, bases, namespace)


try:

    class M(metaclass=Other):
        def f(self):
            return __class__

    print(M().f())
except TypeError as error:
    print(error)
original = builtins.__build_class__
builtins.__build_class__ = lambda func, name, *bases: ("built", name, bases)


class Hooked(int):
    pass


builtins.__build_class__ = original
print(Hooked)
