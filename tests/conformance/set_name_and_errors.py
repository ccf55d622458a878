class Named:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name


class Bad:
    def __set_name__(self, owner, name):
        raise ZeroDivisionError("in set_name")


class Wrong:
    def __set_name__(self):
        pass


class A:
    x = Named()
    y = z = Named()


def attempt(make):
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error, "|", repr(error.__cause__), error.__suppress_context__)


attempt(lambda: type("B", (), {"b": Bad()}))
attempt(lambda: type("C", (), {"c": Wrong()}))


class NoCall:
    __set_name__ = None


class InstanceOnly:
    def __init__(self):
        self.__set_name__ = lambda owner, name: print("never")


attempt(lambda: type("D", (), {"d": NoCall()}))
attempt(lambda: type("E", (), {"e": InstanceOnly()}))
attempt(lambda: setattr(A, "w", Named()))


class Adds:
    def __set_name__(self, owner, name):
        setattr(owner, name + "_added", name)


class F:
    p = Adds()
    q = Adds()


print(F.p_added, F.q_added, [n for n in vars(F) if not n.startswith("__")])


class Meta(type):
    def __new__(meta, name, bases, namespace):
        print("before")
        cls = super().__new__(meta, name, bases, namespace)
        print("after")
        return cls


class G(metaclass=Meta):
    g = Named()


class H:
    def __init_subclass__(cls):
        print("init_subclass sees", vars(cls)["h"].name)


class I(H):
    h = Named()
