import types


class C:
    def m(self, *args, **kw):
        "doc of m"
        return self, args, kw

    @classmethod
    def c(cls):
        return cls

    @staticmethod
    def s():
        return "s"

    def __repr__(self):
        return "<C>"

    def __eq__(self, other):
        return True

    __hash__ = None


a, b = C(), C()
print(a.m == a.m, a.m == b.m, a.m is a.m, hash(a.m) == hash(a.m), a.m != b.m)
print(a.m.__func__ is C.m, a.m.__self__ is a, a.m.__doc__, a.m.__name__, a.m.__qualname__, a.m.__module__)
print(a.c == C.c, a.c.__self__, a.s is C.s, type(a.s).__name__)
print(a.m(1, k=2), repr(a.m), repr(C.c))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: setattr(a.m, "x", 1))
attempt(lambda: a.m.x)
C.m.x = 5
attempt(lambda: a.m.x)
attempt(lambda: delattr(a.m, "x"))
attempt(lambda: types.MethodType(1, a))
attempt(lambda: types.MethodType(len, None))
attempt(lambda: types.MethodType(len, [1, 2])())
attempt(lambda: types.MethodType(C, 1)())
attempt(lambda: a.m.__get__(b).__self__ is a)
attempt(lambda: C.m.__get__(a)(3))
attempt(lambda: C.m.__get__(None, C) is C.m)
attempt(lambda: C.m.__get__(None, None))
attempt(lambda: C.m())
attempt(lambda: a.m.__reduce__()[0].__name__)
attempt(lambda: [].append.__self__)
attempt(lambda: [].append == [].append)
x = []
attempt(lambda: (x.append == x.append, x.append.__name__, x.append.__qualname__, x.append.__module__))
attempt(lambda: (str.upper.__objclass__, "a".upper.__self__, str.maketrans.__self__, dict.fromkeys.__self__))
attempt(lambda: (len.__self__.__name__, len.__module__, len.__qualname__))
attempt(lambda: list.append([], 1, 2))
attempt(lambda: list.append(1, 2))
attempt(lambda: list.append())
attempt(lambda: (1).__add__ == (1).__add__)
attempt(lambda: int.__add__ == int.__add__)
attempt(lambda: (1).__add__.__self__)
attempt(lambda: int.__add__("a", 1))
attempt(lambda: repr((1).__add__).split(" at ")[0])
attempt(lambda: repr(int.__add__))
attempt(lambda: repr(int.from_bytes).split(" at ")[0])
attempt(lambda: repr(dict.__dict__["fromkeys"]))
