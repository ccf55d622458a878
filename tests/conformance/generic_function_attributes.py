def f(a, b: int = 2, *, c=3) -> str:
    """doc"""


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__)
print(f.__dict__, f.__code__.co_name, f.__globals__ is globals(), f.__type_params__ if hasattr(f, "__type_params__") else ())
f.x = 1
print(f.x, f.__dict__, vars(f))
f.__dict__ = {"y": 2}
print(f.y, hasattr(f, "x"))
for name, value in [
    ("__name__", 1),
    ("__qualname__", None),
    ("__defaults__", [1]),
    ("__kwdefaults__", ()),
    ("__annotations__", 5),
    ("__code__", 1),
    ("__closure__", ()),
    ("__globals__", {}),
    ("__dict__", 1),
    ("__doc__", 5),
    ("__module__", 7),
]:
    attempt(lambda: setattr(f, name, value))
for name in "__name__", "__defaults__", "__kwdefaults__", "__annotations__", "__code__", "__closure__", "__dict__", "__doc__", "__module__":
    attempt(lambda: delattr(f, name))
print(f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__doc__, f.__module__)
attempt(lambda: f(1))
f.__defaults__ = 5, 6
f.__kwdefaults__ = {"c": 7}
attempt(f)


def g(x, y=1):
    return x, y


def closes():
    z = 1
    return lambda: z


attempt(lambda: setattr(g, "__code__", closes().__code__))
attempt(lambda: setattr(closes(), "__code__", g.__code__))
g.__code__ = (lambda x, y: (y, x)).__code__
print(g(1), g.__name__, g.__code__.co_name)
attempt(lambda: f < g)
print(f == f, f != g, hash(f) == hash(f), repr(f).split(" at ")[0], type(f).__name__)
lam = lambda: 0
print(lam.__name__, lam.__qualname__, closes().__qualname__)
attempt(lambda: f.__get__(1).__self__)
attempt(lambda: f.__get__(None, int) is f)
attempt(lambda: f.__get__())
attempt(lambda: type(f)(f.__code__, {}, argdefs=(1, 2), name="new").__defaults__)
attempt(lambda: type(f)(f.__code__, []))
attempt(lambda: type(f)(1, {}))
attempt(lambda: type("F", (type(f),), {}))
