def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def leaks():
    yield 1
    raise StopIteration("leaked")


g = leaks()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__))


def next_inside():
    yield next(iter([]))


show(list, next_inside())
show(list, (next(iter([])) for _ in range(1)))


def thrown():
    yield 1


g = thrown()
next(g)
show(g.throw, StopIteration("x"))


class It:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


print(list(It()))


def subtle():
    try:
        yield 1
    finally:
        raise StopIteration


g = subtle()
next(g)
show(next, g)
