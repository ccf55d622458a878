def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


x = 1
globals()["made"] = 5
print(made, "x" in globals(), locals() is globals(), globals()["__name__"])


def f(a, b=2, *args, **kw):
    c = 3
    l = locals()
    d = 4
    l["a"] = "no effect"
    return a, sorted(locals()), l["c"]


print(f(1))


def g():
    x = 5

    def h():
        return x, sorted(locals())

    return h()


print(g())


class C:
    a = 1
    l = sorted(k for k in locals() if not k.startswith("_"))
    locals()["b"] = 2


print(C.l, C.b, [sorted(locals()) for i in [1]][0])
del globals()["made"]
show(lambda: made)
globals()["x"] = "changed"
print(x)


def read():
    return x


globals()["x"] = 7
print(read())
del x
show(read)
print(__name__, __doc__, type(__builtins__).__name__)
