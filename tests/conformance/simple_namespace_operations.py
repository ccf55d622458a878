import copy
import pickle
import types

NS = types.SimpleNamespace


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


n = NS(b=1, a="x")
print(n, vars(n), n.a, n == NS(a="x", b=1), n != NS(), n == 1)
n.c = [n]
print(n)
del n.c
attempt(lambda: n.missing)
attempt(lambda: NS(1))
attempt(lambda: NS(**{"not id": 1}))
attempt(lambda: n < n)
attempt(lambda: hash(n))
attempt(lambda: NS(**{1: 2}))


class Sub(NS):
    kind = "sub"


s = Sub(x=1)
print(s, Sub(x=1) == NS(x=1), s.kind, type(copy.copy(s)).__name__, copy.deepcopy(s) == s)
print(pickle.loads(pickle.dumps(NS(a=[1]))), n.__reduce__()[0].__name__)
n.__init__(b=5)
print(n)
n.__dict__["direct"] = 1
print(n.direct, sorted(dir(n))[-3:])
match NS(x=1, y=2):
    case NS(x=1, y=y):
        print("matched", y)
