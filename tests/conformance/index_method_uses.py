def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


l = list(range(10))
print(l[I(2)], l[I(1) : I(5) : I(2)], "abc"[I(-1)], (1, 2)[I(0)], b"ab"[I(1)], range(10)[I(3)])
print(hex(I(255)), bin(I(5)), oct(I(8)), chr(I(65)), int(I(7)), float(I(7)), "ab" * I(2), [1] * I(2))
print(list(range(I(1), I(6), I(2))), "%d %x" % (I(5), 255), round(2.567, I(1)), bytes(I(2)))
l[I(0)] = "set"
l.insert(I(1), "ins")
print(l.pop(I(0)), l[:2])


class Bad:
    def __index__(self):
        return "x"


show(lambda: l[Bad()])
show(lambda: range(Bad()))
show(lambda: l["a"])
show(lambda: l[1.0])
show(lambda: str()["a"])
show(lambda: tuple(l)[None])
show(lambda: l[1.0:])
show(lambda: "x" * 1.5)
show(lambda: range(1.0))
show(lambda: hex(1.0))
show(lambda: chr(1.0))
show(lambda: l[I(100)])
show(lambda: l[I(10**30)])
show(lambda: "ab"[10**30])
print(l[: 10**30][:1], l[-(10**30) :][:1])
