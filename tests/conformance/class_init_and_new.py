def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Point:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, x, y=0):
        print("init", x, y)
        self.x, self.y = x, y


p = Point(1, y=2)
show(Point)


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never")


print(Other())


class Single:
    instance = None

    def __new__(cls, value):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value


a, b = Single(1), Single(2)
print(a is b, a.value)


class BadInit:
    def __init__(self):
        return 5


show(BadInit)


class Meters(float):
    def __new__(cls, v, unit="m"):
        self = super().__new__(cls, v)
        self.unit = unit
        return self


m = Meters("2.5", unit="cm")
print(m, m.unit, m + 1, type(m + 1).__name__, type(m).__name__)


class OnlyNew:
    def __new__(cls, a):
        return object.__new__(cls)


print(type(OnlyNew(1)).__name__)
show(object.__new__)
show(object.__new__, 5)
show(object.__new__, int)
show(OnlyNew.__new__, OnlyNew, 1, 2)


class Empty:
    pass


show(Empty, 1)
show(Empty, a=1)
