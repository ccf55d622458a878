"""Assigning to __bases__: what is refused, and that everything found through the old bases is forgotten."""


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Root:
    pass


class Old(Root):
    shared = "old"

    def method(self):
        return "old method"

    def __len__(self):
        return 1

    @property
    def data(self):
        return "old property"


class New(Root):
    shared = "new"

    def method(self):
        return "new method"

    def __call__(self):
        return "called"

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return "new " + name


class Middle(Old):
    pass


class Leaf(Middle):
    pass


def look(leaf):
    return leaf.shared, leaf.method(), Leaf.shared


leaf = Leaf()
print([look(leaf) for _ in range(5)][-1], len(leaf), leaf.data, Old.__subclasses__(), callable(leaf))
leaf.data2 = 1
Middle.__bases__ = (New,)
print([look(leaf) for _ in range(5)][-1], leaf(), leaf == 5, leaf.missing, callable(leaf), isinstance(leaf, Old))
show(len, leaf)
print([k.__name__ for k in Leaf.__mro__], Middle.__base__, Middle.__bases__, Old.__subclasses__(), New.__subclasses__())
leaf.data = "own"
Middle.__bases__ = (Old,)
print([look(leaf) for _ in range(5)][-1], leaf.data, leaf == 5, vars(leaf))
Middle.__bases__ = (New, Old)
print(look(leaf), leaf.data, len(leaf), leaf(), Leaf.mro() == list(Leaf.__mro__))
Old.shared = "changed"
New.shared = "changed too"
print(look(leaf))
del New.shared
print(look(leaf))


class Plain:
    def super_method(self):
        return "plain"


class Other:
    def super_method(self):
        return "other"


class Child(Plain):
    def super_method(self):
        return "child of " + super().super_method()


child = Child()
print(child.super_method(), end=" ")
Child.__bases__ = (Other,)
print(child.super_method(), isinstance(child, Plain), issubclass(Child, Other))


# A conflict further down: everything stays as it was.
class X(Root):
    pass


class Y(Root):
    pass


class XY(X, Y):
    pass


class Z(Root):
    pass


class Both(XY, Z):
    pass


show(setattr, Z, "__bases__", (X, XY))
show(setattr, Y, "__bases__", (X,))
print(Y.__bases__, [k.__name__ for k in XY.__mro__], [k.__name__ for k in Both.__mro__], X.__subclasses__())


# mro() of a metaclass.
class Meta(type):
    broken = False

    def mro(cls):
        if Meta.broken:
            raise ValueError("no order")
        return type.mro(cls)


class M1(Root, metaclass=Meta):
    pass


class M2(M1):
    pass


Meta.broken = True
show(setattr, M1, "__bases__", (Old,))
print(M1.__bases__, [k.__name__ for k in M2.__mro__])
Meta.broken = False
M1.__bases__ = (Old,)
print([k.__name__ for k in M2.__mro__], M2().method())


class Slots:
    __slots__ = ("a", "b")


for result in ([5], [int], [Slots], "x"):
    show(lambda: type("BadOrder", (), {"mro": lambda cls: [cls] + result if type(result) is list else 7})("C", (), {}))
    show(lambda: type("BadOrder", (type,), {"mro": lambda cls: [cls] + result if type(result) is list else 7})("C", (), {}))


# The layouts have to agree.
class SlotA:
    __slots__ = ("a",)


class SlotA2:
    __slots__ = ("a",)


class SlotB:
    __slots__ = ("b",)


class Heir(SlotA):
    pass


class List(list):
    pass


class Empty:
    __slots__ = ()


heir = Heir()
heir.a = 1
Heir.__bases__ = (SlotA2,)
print(heir.a, Heir.a is SlotA2.a)
for bases in ((SlotB,), (Root,), (Root, SlotA2), (SlotA, SlotB), (List,), (list,), (object,), (Empty,), (bool,), (), 5,
              [Root], (5,), (Heir,), (SlotA, SlotA)):
    show(setattr, Heir, "__bases__", bases)
print(Heir.__mro__)
show(setattr, int, "__bases__", (object,))
show(delattr, Heir, "__bases__")
show(setattr, Root, "__bases__", (Leaf,))
show(setattr, heir, "__class__", SlotA)
show(setattr, SlotA(), "__class__", SlotA2)
show(setattr, SlotA(), "__class__", SlotB)
