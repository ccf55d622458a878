def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


t = (1, "a", [2])
print(t, t[0], t[-1], t[1:], t[::-1], len(t), t + (3,), t * 2, 1 in t, t.index("a"), t.count(1), tuple("ab"), tuple(), tuple([1]), tuple(t) is t, (), (1,), ((),))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1.0, 2.0), (1, 2) == [1, 2], hash((1, 2)) == hash((1.0, 2.0)), max((1, "b"), (1, "c")), {(1, 2): "x"}[1, 2])
t[2].append(3)
print(t)
for f in (lambda: t[5], lambda: t["a"], lambda: t.__setitem__, lambda: t.index("zz"), lambda: t + [1], lambda: t + None, lambda: hash(t), lambda: tuple(5), lambda: tuple(1, 2), lambda: (1,) < ("a",), lambda: t * "x", lambda: t.append(1), lambda: (1, 2).index(1, 1)):
    show(f)
try:
    t[0] = 1
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
try:
    t[2] += [9]
except TypeError as error:
    print(error, t)


class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = T(1, 2)
x, y = p
print(p, p.first, x + y, p == (1, 2), type(p + ()).__name__, type(p[:]).__name__, hash(p) == hash((1, 2)), isinstance(p, tuple))
