def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


d = {}
d[1] = "int"
d[1.0] = "float"
d[True] = "bool"
d["1"] = "str"
d[(1,)] = "tuple"
d[None] = "none"
d[b"1"] = "bytes"
d[frozenset([1])] = "fs"
d[...] = "dots"
d[2**70] = "big"
d[float(2**70)] = "bigfloat"
d[-1], d[-2] = "m1", "m2"
d[int] = "type"
d[1j] = "complex"
d[0.0] = "z"
d[-0.0] = "nz"
print(d)
print(d[1], d[2**70], d[-1], d[int], d[0], 1 + 0j in d, (1.0,) in d, {1.0} & {1})


class Collide:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, o):
        return isinstance(o, Collide) and o.n == self.n

    def __repr__(self):
        return f"C{self.n}"


c = {Collide(i): i for i in range(20)}
print(c[Collide(13)], Collide(20) in c, len(c))
for i in range(0, 20, 3):
    del c[Collide(i)]
c[Collide(0)] = "back"
print(c, 1 in c)


class BadHash:
    def __hash__(self):
        raise ValueError("hash")


class StrHash:
    def __hash__(self):
        return "x"


for key in (BadHash(), StrHash(), [], {1: 2}, {1}, slice(1)):
    show(lambda: {}[key])
    show(lambda: {key: 1})
    show(lambda: key in {})
