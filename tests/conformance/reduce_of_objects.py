import copyreg


class P:
    pass


class S:
    __slots__ = ("a", "__b")


class D(dict):
    pass


class L(list):
    pass


class New:
    def __new__(cls, a, *, k=0):
        self = super().__new__(cls)
        self.a, self.k = a, k
        return self

    def __getnewargs_ex__(self):
        return (self.a,), {"k": self.k}


class Args:
    def __getnewargs__(self):
        return (1, 2)


class State:
    def __getstate__(self):
        return {"from": "state"}


def show(v, protocol):
    try:
        r = v.__reduce_ex__(protocol)
    except TypeError as error:
        print("TypeError:", error)
        return
    function, *rest = r
    print(function.__name__, [list(x) if hasattr(x, "__next__") else x for x in rest])


p = P()
p.x = 1
s = S()
s.a = 2
d = D(a=1)
d.attr = 3
l = L([1, 2])
for v in p, P(), s, S(), d, l, New(1, k=2), Args(), State():
    for protocol in 0, 1, 2, 4:
        show(v, protocol)
for v in 1, "a", None, [1], len, iter([1]), (x for x in ()), object(), type, {1: 2}.keys():
    for protocol in 2,:
        try:
            print(v.__reduce_ex__(protocol)[0].__name__ if not isinstance(v.__reduce_ex__(protocol), str) else v.__reduce_ex__(protocol))
        except TypeError as error:
            print("TypeError:", error)


class BadArgs:
    def __getnewargs__(self):
        return [1]


class BadEx:
    def __getnewargs_ex__(self):
        return result


for result in (1, 2, 3), 5, ((), 5), ([], {}), ((), {}):
    show(BadEx(), 2)
show(BadArgs(), 2)
copyreg.pickle(P, lambda p: (P, ()))
print(copyreg.dispatch_table[P](p)[0].__name__, p.__getstate__(), s.__getstate__(), object().__getstate__())
