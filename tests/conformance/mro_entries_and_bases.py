import types


class Entry:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print("asked with", len(bases))
        return self.bases


class A:
    pass


class B:
    pass


class C(Entry(A, B)):
    pass


print(C.__bases__, len(C.__orig_bases__), C.__mro__)


class D(A, Entry()):
    pass


print(D.__bases__, D.__orig_bases__[0])


class E(Entry()):
    pass


print(E.__bases__, types.get_original_bases(E) if hasattr(types, "get_original_bases") else "")


def attempt(make):
    try:
        print(make())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Bad:
    def __mro_entries__(self, bases):
        return [A]


def with_bad():
    class X(Bad()):
        pass


attempt(with_bad)
attempt(lambda: type("T", (Entry(A),), {}))
print(types.resolve_bases((Entry(A, B), int)), types.resolve_bases((A,)))
N = types.new_class("N", (Entry(A),), {}, lambda ns: ns.update(x=1))
print(N.__bases__, N.x, len(N.__orig_bases__))


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}

    def __new__(meta, name, bases, ns, **kw):
        return super().__new__(meta, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        pass


class F(Entry(A), metaclass=Meta, option=1):
    pass


print(F.prepared, types.prepare_class("X", (F,), {"metaclass": Meta, "k": 2}))


class Sub(list[int]):
    pass


print(Sub.__bases__, Sub.__orig_bases__)


class NotCallable:
    __mro_entries__ = None


def with_none():
    class X(NotCallable()):
        pass


attempt(with_none)
