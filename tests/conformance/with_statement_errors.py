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


class OnlyEnter:
    def __enter__(self):
        return 1


class OnlyExit:
    def __exit__(self, *a):
        return 1


class FailEnter:
    def __enter__(self):
        raise ValueError("enter")

    def __exit__(self, *a):
        print("never called")


class FailExit:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise KeyError("exit")


def use(manager, body=lambda: None):
    with manager:
        body()
    return "done"


show(use, 5)
show(use, OnlyEnter())
show(use, OnlyExit())
show(use, FailEnter())
show(use, FailExit())


def fail():
    raise ValueError("body")


try:
    use(FailExit(), fail)
except KeyError as error:
    print(repr(error), repr(error.__context__))


class Instance:
    pass


i = Instance()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: 1
show(use, i)


class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return BoolFail()


class BoolFail:
    def __bool__(self):
        raise IndexError("bool")


show(use, Truthy())
show(use, Truthy(), fail)


class Replace:
    def __enter__(self):
        pass

    def __exit__(self, kind, error, trace):
        if error:
            raise TypeError("replaced") from error


show(use, Replace(), fail)
bad("with: pass")
bad("with a as 1: pass")
bad("with a as b + c: pass")
