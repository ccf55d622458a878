def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Plain(Exception):
    pass


class WithInit(Exception):
    def __init__(self, code, message="none"):
        self.code = code
        super().__init__(message)


class WithStr(Exception):
    def __str__(self):
        return "<" + ",".join(map(str, self.args)) + ">"


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


class Multi(KeyError, AttributeError):
    pass


for make in (lambda: Plain(1, 2), lambda: WithInit(5), lambda: WithStr(1, 2), lambda: NoSuper("a", "b"), lambda: Multi("k")):
    try:
        raise make()
    except Exception as error:
        print(type(error).__name__, str(error), repr(error), error.args, vars(error))
print(issubclass(Multi, LookupError), isinstance(Multi(), AttributeError))
show(WithInit)
try:

    class Bad(ValueError, OSError):
        pass

    print("layout ok")
except TypeError as error:
    print(error)
try:

    class Worse(int, Exception):
        pass
except TypeError as error:
    print(error)


class Base(BaseException):
    pass


try:
    try:
        raise Base("not Exception")
    except Exception:
        print("wrong")
except BaseException as error:
    print(repr(error))


class Slots(Exception):
    __slots__ = ("x",)


s = Slots()
s.x = 1
s.y = 2
print(s.x, s.y)
