def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class P:
    __slots__ = ("x", "y")


p = P()
p.x = 1
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"), P.__slots__)
show(lambda: p.y)
show(setattr, p, "z", 1)
show(delattr, p, "y")
del p.x
show(lambda: p.x)
show(lambda: p.nope)


class Q(P):
    __slots__ = "z"


q = Q()
q.x, q.z = 1, 2
print(q.x, q.z)
show(setattr, q, "w", 1)


class R(P):
    pass


r = R()
r.x = 1
r.extra = 2
print(r.__dict__, r.x)


class D:
    __slots__ = ["a", "__dict__"]


d = D()
d.a, d.b = 1, 2
print(d.__dict__, d.a)


def make(slots, **more):
    return type("T", (), {"__slots__": slots, **more})


show(lambda: make(("a",), a=1))
show(lambda: make(("1a",)))
show(lambda: make((5,)))
show(lambda: make(("__dict__", "__dict__")))
print(type(P.x).__name__, P.x.__name__, P.x.__get__(r))
show(P.x.__get__, 5)
show(lambda: type("M", (P, make(("k",))), {}))


class Mangled:
    __slots__ = ("__private",)

    def __init__(self):
        self.__private = 1


print(Mangled()._Mangled__private)


class Int(int):
    __slots__ = ()


show(setattr, Int(3), "x", 1)
