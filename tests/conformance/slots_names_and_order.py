def attempt(slots):
    try:
        print(type("C", (), {"__slots__": slots}).__slots__)
    except (TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")


for slots in ["ä", "x1"], ["1x"], ["a b"], ["\x80"], ["²"], [""], [1], "名", ["a", "a"]:
    attempt(slots)


# The order of the names is no part of the layout.
class A:
    __slots__ = "one", "two"


class B:
    __slots__ = ["two", "one"]


class C:
    __slots__ = "one", "three"


a = A()
a.one, a.two = 1, 2
a.__class__ = B
print(type(a).__name__, a.one, a.two)
try:
    a.__class__ = C
except TypeError as error:
    print(error)
