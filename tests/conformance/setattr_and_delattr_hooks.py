def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Watch:
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


w = Watch()
w.x = 1
w.x += 1
setattr(w, "y z", 2)
print(w.__dict__)
del w.x
show(delattr, w, "x")
w.__dict__["quiet"] = 1
print(w.quiet)


class Frozen:
    def __init__(self, v):
        object.__setattr__(self, "v", v)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot set {name}")

    def __delattr__(self, name):
        raise AttributeError(f"cannot delete {name}")


f = Frozen(5)
show(setattr, f, "v", 6)
show(delattr, f, "v")
print(f.v)


class Proxy:
    def __init__(self, target):
        self.__dict__["target"] = target

    def __getattr__(self, name):
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        setattr(self.target, name, value)


class T:
    pass


t = T()
p = Proxy(t)
p.a = 1
print(t.a, p.a, vars(t))
show(setattr, t, 5, 1)
show(object.__setattr__, 5, "x", 1)
show(object.__setattr__, t, "q", 2)
print(t.q)
