import types


class Lazy(types.ModuleType):
    """A module with a property."""

    kind = "lazy"

    @property
    def answer(self):
        return 42

    @property
    def broken(self):
        raise AttributeError("inside")


def attempt(action):
    try:
        return action()
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


m = types.ModuleType("m", "text")
m.kind = "own"
m.__class__ = Lazy
print(type(m), m.kind, m.answer, m.__doc__)
m.__dict__["answer"] = "hidden"
print(m.answer, attempt(lambda: setattr(m, "answer", 1)))
print(attempt(lambda: m.broken))
m.__getattr__ = lambda name: "made " + name
print(m.broken, m.anything)
del m.__getattr__
print(attempt(lambda: m.anything))
m.__class__ = types.ModuleType
print(type(m), m.answer)
print(attempt(lambda: setattr(m, "__class__", int)))
print(attempt(lambda: setattr(m, "__dict__", {})))
print(m.__annotations__, "__annotations__" in m.__dict__)
del m.__annotations__
print(attempt(lambda: delattr(m, "__annotations__")))
m.__dir__ = lambda: ["b", "a"]
print(dir(m))


class NoDict(types.ModuleType):
    __dict__ = property(lambda self: "none")


print(attempt(lambda: dir(NoDict("n"))))


def first_of(module):
    return module.first


a, b = types.ModuleType("a"), types.ModuleType("b")
a.first, b.first = 1, 2
print([first_of(module) for module in (a, b, a, b)])
a.__class__ = type("Other", (types.ModuleType,), {"first": property(lambda self: 3)})
print([first_of(module) for module in (a, b, a, b)])
