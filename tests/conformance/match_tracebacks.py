# Where tracebacks point in match statements.
class P:
    __match_args__ = ("x",)
def f(v):
    match v:
        case [1, 2] if v.nope:
            pass
        case P(a, b):
            pass
def g(v):
    match v.q:
        case {1: x}:
            pass
class D(dict):
    def get(self, *a): raise KeyError("get")
def h(v):
    match v:
        case {"a": 1, **r}:
            pass
def k(v):
    match v:
        case [a, b.c]:
            pass
class E:
    def __eq__(s, o): raise ValueError("eq")
def l(v):
    match v:
        case 1 | [2,
             3]:
            pass
import traceback, sys
for fn, a in (f, [1,2]), (f, P()), (g, 1), (h, D(a=1)), (k, [1, 2]), (l, E()), (l, [2, E()]):
    try: fn(a)
    except Exception: traceback.print_exc(file=sys.stdout)


class B:
    def __bool__(self):
        raise KeyError("bool")


def m(v):
    match v:
        case [x] if v[0]:
            pass


try:
    m([B()])
except KeyError:
    traceback.print_exc(file=sys.stdout)
