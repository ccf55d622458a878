def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def f(a, b=1):
    return a, b


def p(a, /, b):
    return a, b


def v(a, /, **k):
    return a, k


class C:
    def m(self, a):
        pass


show(f, 1, c=2)
show(f, c=2)
show(f, 1, a=2)
show(f, 1, 2, b=3)
show(p, a=1, b=2)
show(p, 1, a=2, b=3)
show(p, 1, 2, b=3)
show(v, 1, a=2, b=3)
show(v, a=1)
show(C().m, a=1, z=2)
show(C().m, 1, self=2)
show(len, x=1)
show(lambda **k: sorted(k.items()), b=1, a=2)
show(int, 1, foo=2)
show(print, 1, foo=2)
show(sorted, [1], foo=2)
show(lambda: f(**{1: 2}))
show(lambda: f(1, **{"a": 2}))
show(lambda: f(**{"b": 2}, **{"b": 3}))
show(lambda: f(b=2, **{"b": 3}))
