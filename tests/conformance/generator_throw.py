def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def careful():
    while True:
        try:
            got = yield "ready"
            print("got", got)
        except ValueError as error:
            print("caught", error)
            yield "handled"
        finally:
            print("finally")


g = careful()
print(next(g))
print(g.throw(ValueError("one")))
print(next(g))
print(g.throw(ValueError, "two"))
show(g.throw, KeyError("out"))
show(next, g)
fresh = careful()
show(fresh.throw, ValueError("before start"))
show(next, fresh)
show(careful().throw, 5)
show(careful().throw, ValueError)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        print("exit seen")


g = swallow()
next(g)
show(g.throw, GeneratorExit)


class E(Exception):
    def __init__(self, a, b):
        super().__init__(a + b)


g = swallow()
next(g)
show(g.throw, E(1, 2))
