def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def accumulate():
    total = 0
    while True:
        value = yield total
        if value is None:
            return "total %d" % total
        total += value


g = accumulate()
show(g.send, 1)
print(next(g), g.send(5), g.send(7))
try:
    g.send(None)
except StopIteration as stop:
    print(repr(stop), stop.value, stop.args)
show(next, g)
show(g.send, None)
show(g.send, 1)


def empty_return():
    return
    yield


try:
    next(empty_return())
except StopIteration as stop:
    print(stop.value, stop.args)


def tuple_return():
    yield 1
    return (1, 2)


g = tuple_return()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)
print(list(tuple_return()), next(g, "default"))
