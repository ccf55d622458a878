def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Grid:
    def __init__(self):
        self.cells = {}

    def __getitem__(self, key):
        return ("get", key)

    def __setitem__(self, key, value):
        self.cells[str(key)] = value

    def __delitem__(self, key):
        print("del", key)

    def __contains__(self, key):
        return "truthy" if key == 1 else ""

    def __len__(self):
        return 4


g = Grid()
print(g[1], g[1, 2], g[1:2], g[..., ::2], g[()], g[1:2, 3], g[(1, 2)], g[*[1, 2]])
g[1, 2] = "x"
g[:] = "all"
print(g.cells)
del g[3], g[1:, None]
print(1 in g, 2 in g, 2 not in g, len(g), bool(g))


class OnlyGetItem:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError("end")
        return i * 10


o = OnlyGetItem()
print(list(o), 20 in o, 25 in o, [x for x in o], max(o), *o)
a, b, c = o
print(a, b, c)


class OnlyIter:
    def __iter__(self):
        return iter([1, 2])


print(2 in OnlyIter(), 3 in OnlyIter())
show(lambda: OnlyIter()[0])
show(lambda: 1 in object())
show(lambda: len(OnlyIter()))


class Blocked(OnlyIter):
    __contains__ = None
    __iter__ = None


show(lambda: 1 in Blocked())
show(lambda: list(Blocked()))


class Missing(dict):
    def __missing__(self, key):
        return "missing " + str(key)


m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, m)
