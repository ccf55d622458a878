class A:
    def __init__(self, name="A"):
        self.name = name

    def __repr__(self):
        return self.name

    def __add__(self, other):
        return f"{self}.add({other})"

    def __radd__(self, other):
        return f"{self}.radd({other})"

    def __iadd__(self, other):
        return f"{self}.iadd({other})"

    def __lt__(self, other):
        return f"{self}.lt({other})"

    def __gt__(self, other):
        return f"{self}.gt({other})"


class Plain(A):
    pass


class Overrides(A):
    def __radd__(self, other):
        return f"{self}.own_radd({other})"

    def __gt__(self, other):
        return f"{self}.own_gt({other})"


class No:
    def __repr__(self):
        return "No"

    def __add__(self, other):
        return NotImplemented

    __radd__ = __lt__ = __add__


a, p, o, n = A(), Plain("P"), Overrides("O"), No()
print(a + a, a + p, a + o, p + a, n + a, a + n, 1 + a, a + 1)
print(a < a, a < p, a < o, p < a, a > o)
x = a
x += 1
print(x)
x = n
for action in (
    lambda: n + n,
    lambda: n + 1,
    lambda: 1 + n,
    lambda: n < n,
    lambda: n < 1,
    lambda: n @ n,
    lambda: -n,
    lambda: n ** 2,
    lambda: pow(2, n, 3),
    lambda: divmod(n, 1),
    lambda: n[0],
    lambda: n(),
    lambda: len(n),
    lambda: ~n,
):
    try:
        print(action())
    except TypeError as error:
        print(error)


class IntLike(int):
    def __radd__(self, other):
        return "int radd", other

    def __rpow__(self, other, mod=None):
        return "rpow", other, mod

    def __divmod__(self, other):
        return NotImplemented


i = IntLike(3)
print(1 + i, i + 1, 2 ** i)
try:
    divmod(i, 2)
except TypeError as error:
    print(error)
print(pow(i, 2), 1.5 + i, [0] * i, i * "ab", i.__rpow__(2, 5))


class Removed(A):
    __radd__ = None
    __iadd__ = None
    __lt__ = None


r = Removed("R")
for action in lambda: 1 + r, lambda: a + r, lambda: r < 1, lambda: 1 > r:
    try:
        print(action())
    except TypeError as error:
        print(error)
try:
    r += 1
except TypeError as error:
    print(error)
