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


def append(item, box=[]):
    box.append(item)
    return box


print(append(1), append(2), append(3, []), append(4))
print(append.__defaults__)
append.__defaults__ = (["new"],)
print(append(5))
append.__defaults__ = None
show(append, 6)


def tag(n):
    print("default", n)
    return n


def order(a=tag(1), *, b=tag(2), c=tag(3)):
    return a, b, c


print(order(), order(9, c=8))
print(order.__defaults__, order.__kwdefaults__)
order.__kwdefaults__ = {"b": 20}
show(order)
show(order, c=1)
bad("def f(a=1, b): pass")
bad("def f(a, a): pass")
bad("lambda a=1, b: 1")
