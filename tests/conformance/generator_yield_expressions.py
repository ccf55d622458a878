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


def f():
    x = yield
    y = (yield x) + 1
    z = [(yield y), (yield 2)]
    print("z", z)
    print((yield), "printed", (yield 3))
    return (yield 4)


g = f()
print(next(g), g.send("x"), g.send(10), g.send("a"), g.send("b"), g.send("c"), g.send("d"))
show(g.send, "end")


def tuple_yield():
    a = yield 1, 2
    b = yield *[3, 4], 5
    print(a, b)


print(list(tuple_yield()))
print(list((lambda: [(yield 1), (yield 2)])()))


def conditional(flag):
    if flag:
        return "no yield reached"
    yield


print(list(conditional(True)), list(conditional(False)))


def star(*args, **kwargs):
    got = []
    got.append((yield args))
    got.append((yield kwargs))
    yield got


print(list(star(1, 2, k=3)))
bad("yield 1")
bad("class C: yield 1")
bad("[(yield 1) for x in y]")
bad("def f(): x = yield = 1")
bad("def f(): return yield")
bad("yield from x")
