import types


def attempt(action):
    try:
        return action()
    except (AttributeError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


class Base:
    pass


b = Base()
b.x = 1
old = b.__dict__
del b.__dict__
print(b.__dict__, old, hasattr(b, "x"))
b.y = 2
print(b.__dict__)
for wrong in None, [], 1:
    print(attempt(lambda: setattr(b, "__dict__", wrong)))


# The dict of a type in C goes before the one of another base.
class Meta(Base, type):
    pass


class Module(Base, types.ModuleType):
    pass


class Error(Base, Exception):
    pass


made = Meta("made", (), {})
print(type(made.__dict__), type(Base.__dict__["__dict__"].__get__(made)))
module = Module("m")
module.here = 1
print(Base.__dict__["__dict__"].__get__(module)["here"])
for v in made, module:
    print(attempt(lambda: Base.__dict__["__dict__"].__set__(v, {})))
    print(attempt(lambda: Base.__dict__["__dict__"].__delete__(v)))
error = Error()
error.__dict__ = {"a": 1}
print(error.a, attempt(lambda: delattr(error, "__dict__")))
