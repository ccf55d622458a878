def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    x = 1

    def __init__(self):
        self.y = 2


a = A()
print(getattr(a, "x"), getattr(a, "zz", "default"), hasattr(a, "y"), hasattr(a, "zz"), vars(a), vars(A)["x"], "x" in dir(a), "y" in dir(a), "y" in dir(A))
setattr(a, "new name", 3)
delattr(a, "y")
print(vars(a), getattr(a, "new name"))
for f in (lambda: getattr(a, "zz"), lambda: getattr(a), lambda: getattr(a, 1), lambda: setattr(a, "x"), lambda: delattr(a, "x"), lambda: vars(5), lambda: vars(1, 2), lambda: dir(1, 2), lambda: hasattr(a), lambda: getattr(5, "real"), lambda: setattr(5, "real", 1), lambda: delattr(5, "real"), lambda: setattr("s", "upper", 1)):
    show(f)


class D:
    def __dir__(self):
        return ["z", "a"]


class BadDir:
    def __dir__(self):
        return 5


print(dir(D()))
show(dir, BadDir())


def f(p):
    q = 1
    return sorted(vars()), dir(), sorted(locals().items())


print(f(0))
print([n for n in dir([]) if not n.startswith("_")])
print([n for n in dir(()) if not n.startswith("_")], [n for n in dir({}) if not n.startswith("_")])
