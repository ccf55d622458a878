def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Sub:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("sub value")
        return self.n

    def send(self, value):
        print("send", value)
        return "sent"

    def throw(self, *error):
        print("throw", [e if isinstance(e, type) else repr(e) for e in error])
        return "thrown"

    def close(self):
        print("close")


def delegate():
    print("result", (yield from Sub()))


g = delegate()
print(next(g), g.send(1), g.send(None), g.throw(ValueError("v")))
g.close()
show(next, g)
print(list(delegate()))


class Plain:
    def __iter__(self):
        return iter([1, 2])


def plain():
    try:
        yield from Plain()
    except ValueError:
        yield "caught"


g = plain()
next(g)
print(g.throw(ValueError), list(g))


class Bare:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def bare():
    yield from Bare()


g = bare()
next(g)
show(g.send, 1)
