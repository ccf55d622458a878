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


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=60, e=70, a=80, z=90))
print(f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
print(f.__code__.co_varnames[:7])
show(f, 1)
show(f, d=1)
show(f, a=1, d=1)


def g(*, a=1, b):
    return a, b


print(g(b=2))
show(g, 1)
show(g, a=1)


def h(a, b, /):
    return a - b


show(h, 1, 2)
show(h, a=1, b=2)
bad("def f(*): pass")
bad("def f(a, /, b, /): pass")
bad("def f(*, **k): pass")
bad("def f(/): pass")
bad("def f(*a, /): pass")
bad("def f(*a, *b): pass")
bad("def f(**k, a): pass")
bad("def f(*a=1): pass")
