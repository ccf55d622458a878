import sys


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


def attempt(f):
    try:
        f()
    except BaseException as error:
        print(type(error).__name__, error, repr(error.__cause__), error.__suppress_context__)


def r(x):
    raise x


def rf(x, y):
    raise x from y


attempt(lambda: r(ValueError))
attempt(lambda: r(ValueError("v")))
attempt(lambda: r(5))
attempt(lambda: r("string"))
attempt(lambda: r(None))
attempt(lambda: r(object))
attempt(lambda: rf(ValueError("v"), KeyError))
attempt(lambda: rf(ValueError("v"), KeyError("k")))
attempt(lambda: rf(ValueError("v"), None))
attempt(lambda: rf(ValueError("v"), 5))
attempt(lambda: rf(ValueError, int))


def bare():
    raise


attempt(bare)


class Odd(Exception):
    def __new__(cls, *args):
        return 5


attempt(lambda: r(Odd))


class Failing(Exception):
    def __init__(self):
        raise KeyError("in init")


attempt(lambda: r(Failing))
try:
    try:
        raise ValueError("again")
    except ValueError:
        bare()
except ValueError as error:
    print("re-raised", error)
print(sys.exc_info())
bad("raise x, y")
bad("raise from x")
