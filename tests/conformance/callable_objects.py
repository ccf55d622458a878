def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class F:
    def __call__(self, *args, **kwargs):
        return args, kwargs


f = F()
print(f(), f(1, a=2), callable(f), callable(F), callable(5), callable(len))
f.__call__ = lambda: "instance call is not used"
print(f())
show(lambda x=5: x())
show(lambda x="s": x())
show(lambda x=None: x())
show(lambda x=[]: x(1))
show(lambda: object()())


class NotCallable:
    __call__ = None


show(lambda: NotCallable()())
print(callable(NotCallable()))


class Delegating:
    def __getattr__(self, name):
        return lambda *a: (name, a)


d = Delegating()
print(d.anything(1, 2), callable(d))
show(lambda: d())


class Nested:
    __call__ = F()


print(Nested()(5))
print(list(map(F(), [1])), sorted([2, 1], key=type("K", (), {"__call__": lambda self, x: x})()))


class Curried:
    def __init__(self, *a):
        self.a = a

    def __call__(self, x):
        return Curried(*self.a, x)


print(Curried()(1)(2)(3).a)
