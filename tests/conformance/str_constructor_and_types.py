def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class C:
    def __str__(self):
        return "str"


class R:
    def __repr__(self):
        return "repr"


class S(str):
    pass


print(repr(str()), str(5), str(None), str([1, "a"]), str(C()), str(R()), str(S("s")), type(str(S("s"))).__name__, str(object=5), str(b"b"), str(int), str(True), str(1.0), str(...))
print(S("a") + "b", type(S("a") + "b").__name__, type(S("a").upper()).__name__, S("x") == "x", {S("k"): 1}["k"], S("abc")[1], len(S("abc")), S("a") in "cab", "%s" % S("q"), hash(S("a")) == hash("a"), S(5))
show(str, 1, 2, 3, 4)
show(str, foo=1)


class B:
    def __str__(self):
        return b"bytes"


show(str, B())
show(repr, type("X", (), {"__repr__": lambda s: 5})())


class Upper(str):
    def __new__(cls, v):
        return super().__new__(cls, v.upper())

    def __eq__(self, o):
        return "custom"

    __hash__ = str.__hash__


print(Upper("abc"), Upper("a") == 1, str(Upper("z")), "ABC" == Upper("abc"))
