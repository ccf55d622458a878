def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(label):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("closing", label)
        raise
    finally:
        print("cleanup", label)


g = f("a")
print(g.close(), next(g, "closed"))
g = f("b")
next(g)
print(g.close(), g.close())
show(next, g)


def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored")


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
ignores_forever = g


def other_error():
    try:
        yield 1
    except GeneratorExit:
        raise ValueError("instead")


g = other_error()
next(g)
show(g.close)


def returns():
    try:
        yield 1
    except GeneratorExit:
        return "value"


g = returns()
next(g)
print(g.close())


def quiet():
    yield 1


ignores_forever.gi_frame and print("still suspended")
