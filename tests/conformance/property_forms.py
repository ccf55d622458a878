def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Celsius:
    def __init__(self):
        self._t = 0

    @property
    def t(self):
        "The temperature."
        return self._t

    @t.setter
    def t(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._t = value

    @t.deleter
    def t(self):
        print("deleted")
        self._t = None

    readonly = property(lambda self: "ro")
    nothing = property()
    writeonly = property(fset=lambda self, v: print("wrote", v), doc="wo")


c = Celsius()
c.t = 5
print(c.t, Celsius.t.__doc__, Celsius.writeonly.__doc__)
del c.t
print(c.t)
show(setattr, c, "t", -300)
show(setattr, c, "readonly", 1)
show(delattr, c, "readonly")
show(lambda: c.writeonly)
c.writeonly = 3
show(lambda: c.nothing)
print(type(Celsius.t).__name__, Celsius.t.fget(c), Celsius.readonly.fset)
c.__dict__["t"] = "hidden"
print(c.t)


class Sub(Celsius):
    @Celsius.t.getter
    def t(self):
        return "sub"


s = Sub()
s.t = 9
print(s.t, s._t)


class Raises:
    @property
    def x(self):
        return self.missing

    def __getattr__(self, name):
        return "fallback " + name


class Plain:
    @property
    def x(self):
        return self.missing


print(Raises().x)
show(lambda: Plain().x)
print(hasattr(Plain(), "x"), getattr(Plain(), "x", "default"))
