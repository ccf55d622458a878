def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


l = [1]
l.append(l)
print(l, [l])
d = {}
d["self"] = d
print(d)
t = ([],)
t[0].append(t)
print(t, t[0])


class R:
    def __init__(self):
        self.l = [self]

    def __repr__(self):
        return "R(%r)" % (self.l if len(self.l) > 1 else "one")


print([R()], {"k": R()}, (R(),), R())
a, b = [], []
a.append(b)
b.append(a)
print(a, b)
print([1, "a", b"b", 1.0, None, True, (), {}, set(), frozenset(), range(2), slice(1, 2, None)])
print({1: {2: {3: [4, (5,)]}}}, {(1,): [2]}, {frozenset({1}): {2}})
print(str(["it's", 'say "x"', "both'\"", "\n\t\\", "é", "\x00"]))


class S(str):
    def __repr__(self):
        return "<S>"

    def __str__(self):
        return "str of S"


print([S("x")], {S("k"): S("v")}, S("x"), f"{S('x')} {S('x')!r}", "%s %r" % (S("a"), S("a")))


class Broken:
    def __repr__(self):
        raise ValueError("broken repr")


show(lambda: str([Broken()]))
l = [1]
print(l, repr(l) == str(l))
