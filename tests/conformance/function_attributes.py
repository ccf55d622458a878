def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a: int, b: "text" = 2, *, c: list = None) -> str:
    """Doc of f."""
    return 1


print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__closure__)
f.extra = [1]
print(f.extra, f.__dict__)
f.__name__ = "renamed"
print(f.__name__, f.__qualname__)
f.__doc__ = None
print(f.__doc__)
del f.extra
show(lambda: f.extra)
show(setattr, f, "__name__", 5)
show(setattr, f, "__defaults__", 5)
show(setattr, f, "__code__", 5)
show(setattr, f, "__dict__", 5)
print(callable(f), type(f).__name__, f.__code__.co_name)


def g():
    return "g"


f.__code__ = g.__code__
print(f())
print((lambda: 0).__doc__, g.__annotations__, g.__get__(5).__self__)
