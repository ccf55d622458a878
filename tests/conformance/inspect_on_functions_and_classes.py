import functools
import inspect


def f(a, b=1, /, c=2, *args, d, e=3, **kw) -> int:
    "doc"


class C:
    "class doc"

    def __init__(self, x, *, y=1):
        pass

    def m(self, z: int = 5): ...

    @classmethod
    def c(cls, q): ...

    @staticmethod
    def s(r): ...

    @property
    def p(self): ...


class D(C):
    def __new__(cls, *args):
        return super().__new__(cls)


class E:
    __signature__ = inspect.Signature([inspect.Parameter("own", inspect.Parameter.KEYWORD_ONLY)])


class Callable:
    def __call__(self, t): ...


for v in f, C, C.m, C(1).m, C.c, C.s, D, E, Callable(), Callable, functools.partial(f, 1, d=2), functools.wraps(f)(lambda: 0):
    print(inspect.signature(v))
spec = inspect.getfullargspec(f)
print(spec.args, spec.varargs, spec.varkw, spec.defaults, spec.kwonlyargs, spec.kwonlydefaults, spec.annotations)
for v in f, C, C.m, C(1).m, len, [].append, int.__add__, (1).__add__, C.p, type.__dict__["__mro__"], slice.start, inspect, f.__code__:
    print([name for name in dir(inspect) if name.startswith("is") and name != "iskeyword" and getattr(inspect, name)(v)])
print(inspect.getdoc(C.m), inspect.getdoc(D), inspect.getdoc(D().p) is None, inspect.cleandoc("a\n   b\n   c"))
print([n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getmro(D))
bound = inspect.signature(f).bind(1, 2, 3, 4, d=5, z=6)
print(bound.args, bound.kwargs, bound.arguments)
for args, kwargs in ((), {}), ((1,), {}), ((1,), {"d": 1, "a": 2}), ((1, 2, 3), {"c": 4, "d": 5}):
    try:
        print(inspect.signature(f).bind(*args, **kwargs))
    except TypeError as error:
        print(error)
print(inspect.getattr_static(C, "p"), inspect.classify_class_attrs(C)[-1].kind)
g = (x for x in range(3))
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g)["x"])
print(inspect.unwrap(functools.wraps(f)(lambda: 0)) is f, inspect.getmodule(f).__name__, inspect.currentframe().f_lineno)
print(inspect.getclosurevars(lambda: f).globals.keys(), inspect.iscoroutinefunction(f))
