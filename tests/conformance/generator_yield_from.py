def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def inner():
    x = yield 1
    print("inner got", x)
    y = yield 2
    print("inner got", y)
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    result = yield from [10, 20]
    print("list gives", result)
    yield from ()
    yield from "ab"
    return (yield from range(0))


g = outer()
print(next(g), g.send("A"), g.send("B"), next(g), next(g), list(g))


def not_iterable():
    yield from 5


show(next, not_iterable())


def to_list():
    yield from [1, 2]


g = to_list()
next(g)
show(g.send, "x")


def catching():
    try:
        yield from inner()
    except KeyError as error:
        print("outer caught", repr(error))
        yield "recovered"


g = catching()
next(g)
print(g.throw(KeyError("k")))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))
