def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Plugin:
    registry = []

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, name))


class A(Plugin, name="a"):
    pass


class B(A):
    pass


print(Plugin.registry)


def wrong():
    class C(Plugin, nam="x"):
        pass


show(wrong)


def wrong_plain():
    class C(k=1):
        pass


show(wrong_plain)


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value * 2


class Model:
    x = Field()
    y = Field()


m = Model()
m.x = 5
print(m.x, m.y, m.__dict__, Model.x.name)
Model.z = Field()
show(lambda: m.z)


class Failing:
    def __set_name__(self, owner, name):
        raise ValueError("no")


def bad_name():
    class C:
        f = Failing()


show(bad_name)
