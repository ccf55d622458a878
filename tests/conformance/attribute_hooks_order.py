class Base:
    def __getattribute__(self, name):
        print("getattribute", name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("getattr", name)
        if name == "missing":
            raise AttributeError("own text")
        return name.upper()

    def __setattr__(self, name, value):
        print("setattr", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)

    def __dir__(self):
        return ["z", "a"]


b = Base()
b.x = 1
print(b.x, b.y)
del b.x
print(hasattr(b, "missing"), getattr(b, "missing", "default"), dir(b))
print(len(vars(b)))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: b.missing)
attempt(lambda: delattr(b, "nothing"))


class Prop:
    @property
    def p(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return "fallback " + name


print(Prop().p)


class Stops:
    def __getattribute__(self, name):
        raise KeyError(name)


attempt(lambda: Stops().x)
attempt(lambda: hasattr(Stops(), "x"))
attempt(lambda: getattr(Stops(), "x", 1))


class Data:
    def __init__(self, log):
        self.log = log

    def __get__(self, instance, owner):
        return self.log + " get"

    def __set__(self, instance, value):
        print(self.log, "set", value)


class NonData:
    def __get__(self, instance, owner):
        return "nondata", instance is None, owner.__name__


class Deletes:
    def __delete__(self, instance):
        print("delete")


class Meta(type):
    m = Data("meta")
    n = NonData()


class C(metaclass=Meta):
    d = Data("data")
    n = NonData()
    e = Deletes()
    m = "class"


c = C()
vars(c).update(d="instance", n="instance", e="instance")
print(c.d, c.n, C.n, C.m, c.m, c.e)
c.d = 1
C.m = 2
del c.e
attempt(lambda: setattr(c, "e", 1))
attempt(lambda: delattr(c, "d"))
attempt(lambda: setattr(c, 1, 2))
attempt(lambda: getattr(c, 1))
attempt(lambda: object.__getattribute__(c, 1))
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: setattr(1, "real", 2))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: delattr(C, "nothing"))
attempt(lambda: C.nothing)
