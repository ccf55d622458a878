def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Fallback:
    real = 1

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError("private: " + name)
        return "made " + name


f = Fallback()
print(f.real, f.anything, getattr(f, "x y"), getattr(f, "_p", "default"), hasattr(f, "_q"))
show(lambda: f._z)


class All:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        print("[", name, end=" ] ")
        return object.__getattribute__(self, name)

    def method(self):
        return self.x


a = All()
print(a.method())
print(a.__class__.__name__, len(vars(a)))
show(lambda: a.missing)


class Both:
    def __getattribute__(self, name):
        raise AttributeError("first " + name)

    def __getattr__(self, name):
        return "second " + name

    def __len__(self):
        return 3


b = Both()
print(b.x, len(b), b.__class__)


class Other:
    def __getattr__(self, name):
        raise ValueError("not attribute error")


show(lambda: Other().x)
show(hasattr, Other(), "x")
show(getattr, Other(), "x", 1)
show(getattr, f, 5)
show(getattr, f)
show(hasattr, f, 5)
show(object.__getattribute__, f, "nope")
show(lambda: Fallback().__len__)
show(len, Fallback())
