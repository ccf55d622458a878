import types
from collections import ChainMap, OrderedDict, UserDict

Proxy = types.MappingProxyType


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {"a": 1, "b": 2}
p = Proxy(d)
print(p, len(p), p["a"], "a" in p, list(p), list(reversed(p)), p.keys(), p.items(), list(p.values()))
d["c"] = 3
print(p.get("c"), p.get("x"), p.get("x", 5), p.copy(), type(p.copy()).__name__)
print(p == d, p == Proxy(dict(d)), p != d, p == 1, p | {"z": 0}, {"z": 0} | p, type(p | p).__name__)
attempt(lambda: p.__setitem__("a", 1))
attempt(lambda: p["nothing"])
attempt(lambda: p < p)
attempt(lambda: hash(p))
attempt(lambda: p | 1)
attempt(lambda: Proxy(Proxy(d))["a"])
attempt(lambda: Proxy("text"))
attempt(lambda: Proxy((1, 2)))
attempt(lambda: Proxy(set()))
try:
    p |= {"q": 1}
except TypeError as error:
    print(error)
try:
    del p["a"]
except TypeError as error:
    print(error)
try:
    p["a"] = 2
except TypeError as error:
    print(error)


class Missing(dict):
    def __missing__(self, key):
        return "missing " + key


m = Proxy(Missing(a=1))
print(m["a"], m["zzz"], m.get("zzz"))
u = Proxy(UserDict(a=1))
print(u["a"], list(u), u.copy(), str(u))
print(list(reversed(Proxy(OrderedDict(x=1, y=2)))), Proxy(ChainMap({"a": 1}, {"b": 2}))["b"])


class C:
    x = 1


v = vars(C)
C.y = 2
print(type(v).__name__, v["y"], "x" in v, sorted(k for k in v if not k.startswith("__")))
print(eval("x + 1", {}, v), repr(Proxy({1: Proxy({})})), Proxy[int, str])
match p:
    case {"a": found}:
        print("matched", found)
