def tag(name):
    print("make", name)

    def apply(f):
        print("apply", name, getattr(f, "__name__", f))
        return f

    return apply


@tag("a")
@tag("b")
def f():
    return "f"


print(f())


@tag("class")
class C:
    @tag("method")
    def m(self):
        pass

    @(lambda f: "replaced")
    def gone(self):
        pass


print(C.gone)
decorators = {"x": [lambda f: f() * 2]}


@decorators["x"][0]
def twenty():
    return 10


print(twenty)


@lambda f: None
def nothing():
    pass


print(nothing)
try:

    @5
    def broken():
        pass
except TypeError as error:
    print(error)


class Counted:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)


@Counted
def add(a, b=1):
    return a + b


print(add(1), add(2, b=3), add.calls)
