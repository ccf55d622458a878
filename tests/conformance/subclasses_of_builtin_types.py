# Subclasses of built-in types: attributes, __dict__, __slots__, weak references.
import gc
import weakref


def attempt(what, f):
    try:
        print(what, "->", f())
    except Exception as e:
        print(what, "->", type(e).__name__, e)


CASES = [(int, 5), (int, 10**30), (float, 1.5), (complex, 1 + 2j), (str, "text"), (str, "é€😀"), (bytes, b"bytes"), (bytes, b""),
         (bytearray, b"array"), (tuple, (1, 2)), (tuple, ()), (list, [1, 2]), (dict, {1: 2}), (set, {1}), (frozenset, {1})]
for base, value in CASES:
    print("---", base.__name__, value)

    class Plain(base):
        shared = "class"

        def method(self):
            return self.shared

    class Slotless(base):
        __slots__ = ()

    x = Plain(value)
    print(x == value, type(x) is Plain, isinstance(x, base), x.method())
    x.a = 1
    x.b = [2]
    x.shared = "own"
    print(x.__dict__, x.a, x.b, x.method(), vars(x) is x.__dict__)
    for i in range(150):
        setattr(x, f"n{i}", i)
    print(len(x.__dict__), x.n149, x == value)
    del x.a
    attempt("a", lambda: x.a)
    x.__dict__ = {"z": 3}
    print(x.z, x.__dict__)
    x.__dict__["y"] = 4
    print(x.y, sorted(dir(x))[-2:])
    attempt("dict", lambda: setattr(x, "__dict__", 1))
    attempt("ref", lambda: weakref.ref(x)() is x)
    attempt("ref", lambda: (r := weakref.ref(x)) and x.__weakref__ is r)

    y = Slotless(value)
    attempt("slotless a", lambda: setattr(y, "a", 1))
    attempt("slotless dict", lambda: y.__dict__)
    attempt("slotless ref", lambda: weakref.ref(y)() is y)
    print(y == value, type(y).__name__, Slotless.__slots__)

    def with_slots():
        class Slotted(base):
            __slots__ = ("a", "b")

        z = Slotted(value)
        z.a = 1
        return z.a, z == value, hasattr(z, "b"), hasattr(z, "__dict__")

    attempt("slots", with_slots)

    def with_dict_slot():
        class Slotted(base):
            __slots__ = ("__dict__",)

        z = Slotted(value)
        z.a = 1
        return z.__dict__, hasattr(z, "__weakref__")

    attempt("dict slot", with_dict_slot)

    def with_weakref_slot():
        class Slotted(base):
            __slots__ = ("__weakref__",)

        z = Slotted(value)
        return weakref.ref(z)() is z, hasattr(z, "__dict__")

    attempt("weakref slot", with_weakref_slot)

    class Below(Slotless):
        pass

    w = Below(value)
    w.attr = "below"
    print(w.__dict__, w == value)

    class Both(Plain):
        __slots__ = ()

    v = Both(value)
    v.attr = "both"
    print(v.__dict__)

    class Other(base):
        shared = "other"

    def change():
        x.__class__ = Other
        return type(x).__name__, x.shared, x == value

    attempt("class", change)
    died = []
    x = Plain(value)
    if base not in (int, tuple, bytes):
        r = weakref.ref(x, lambda ref: died.append("callback"))
        del x
        gc.collect()
        print(r() is None, died)

    class Finalized(base):
        def __del__(self):
            died.append("del")

    x = Finalized(value)
    x.me = x
    del x
    gc.collect()
    print(died)
    attempt("plain attribute", lambda: setattr(value, "a", 1))
    attempt("plain ref", lambda: weakref.ref(value)() is value)


print("--- room for weak references")


def f():
    yield f


class C:
    def method(self):
        pass


class E(Exception):
    pass


class Slots:
    __slots__ = ("a",)


class SlotsAndMore(Slots, C):
    __slots__ = ("b",)


for x in (f, f(), C, C(), C().method, len, [].append, f.__code__, gc, type(list[int]), list[int], int | str, memoryview(b""),
          Exception(), E(), Slots(), SlotsAndMore(), object(), slice(1), range(3), iter([]), property(), staticmethod(f), classmethod(f),
          None, ..., 1.5, C.__dict__, {}.keys(), enumerate([]), zip(), weakref.ref(C), weakref.proxy(f), super(C, C())):
    attempt(type(x).__name__, lambda: weakref.ref(x)() is x)
for slots in ("__weakref__", "__weakref__"), ("__dict__", "__dict__"), ("__weakref__",), ("__dict__",):
    for base in object, C, Slots:
        attempt(f"{base.__name__} {slots}", lambda: type("X", (base,), {"__slots__": slots}).__slots__)
