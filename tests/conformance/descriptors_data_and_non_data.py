def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Data:
    def __get__(self, obj, owner=None):
        return ("data get", obj is not None, owner.__name__)

    def __set__(self, obj, value):
        print("data set", value)

    def __delete__(self, obj):
        print("data delete")


class NonData:
    def __get__(self, obj, owner=None):
        return "nondata"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["setonly"] = ("via", value)


class C:
    d = Data()
    n = NonData()
    s = SetOnly()
    setonly = SetOnly()


c = C()
print(c.d, C.d, c.n, C.n)
c.d = 1
del c.d
c.__dict__["d"] = "hidden"
print(c.d)
c.n = "shadow"
print(c.n)
del c.n
print(c.n)
print(type(c.s).__name__)
c.setonly = 5
print(c.setonly)
show(delattr, c, "setonly")


class E(C):
    d = "overrides"


print(E().d)
c2 = C()
C.d = "replaced"
print(c2.d, c.d)


class GetRaises:
    def __get__(self, o, t):
        raise AttributeError("from descriptor")


class D:
    x = GetRaises()

    def __getattr__(self, name):
        return "getattr " + name


print(D().x, D().y, hasattr(C(), "zz"))
