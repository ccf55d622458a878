def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


a: int = 1
b: str
print(__annotations__)
try:
    b
except NameError as error:
    print(error)


class C:
    x: int
    y: "later" = 2
    z: list[int] = []
    (w): float = 1.0
    _private: set = set()


print(sorted(C.__annotations__), C.y, hasattr(C, "x"))


def f():
    v: undefined_name_is_fine
    u: also_unevaluated = 3
    return u


print(f())
d = {}
d["k"]: int = 5
C.attr: str = "s"
print(d, C.attr)


def outer():
    n: int

    def inner():
        return n

    return inner


show(outer())
bad("(a, b): int")
bad("[a]: int = 1")
bad("a, b: int = 1")
bad("a: int = b = 1")
