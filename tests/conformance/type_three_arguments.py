def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


T = type("T", (), {"x": 1, "f": lambda self: self.x})
print(T.__name__, T().f(), T.__module__, T.__qualname__, T.__bases__)
U = type("U", (T, dict), {"__slots__": ()})
print(U(a=1)["a"], U().f(), U.__mro__[1:3])
print(type(5), type(type), type(T()), type(T), isinstance(T, type))
show(type)
show(type, 1, 2)
show(type, 1, (), {})
show(type, "x", [], {})
show(type, "x", (), [])
show(type, "x", (5,), {})
show(type, "a\0b", (), {})
show(lambda: type("K", (int,), {})(7) + 1)


class Meta(type):
    pass


V = Meta("V", (), dict(a=1))
print(type(V).__name__, type("W", (V,), {}).__class__.__name__, V.a)
print(type(None)(), type(...)() is ..., type(NotImplemented)())
show(type(None), 1)
ns = {"y": 1}
N = type("N", (), ns)
ns["y"] = 2
print(N.y)
show(lambda: N.__dict__["y"])
try:
    N.__dict__["z"] = 1
except TypeError as error:
    print(error)
