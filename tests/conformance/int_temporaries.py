# Results of inner arithmetic between 63 and 128 bits, which may be overwritten in place by the operation that consumes
# them, handed to everything that keeps a value: none of these changes afterwards.
a, b = 3 ** 50, 7 ** 30
BIG = 2 ** 70


class Keeper:
    def __init__(self):
        self.kept = []

    def keep(self, v):
        self.kept.append(v)
        return v

    def __add__(self, other):
        return self.keep(other)

    __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __floordiv__ = __rmod__ = __and__ = __add__


def churn():
    x = BIG
    for i in range(40):
        x = (x * 3 + BIG * 2 - i) % (BIG * 5) + (BIG + i) * 2 - (x + 1)
    return x


def locals_and_arguments():
    x = a * 2
    y = (x + 1) * 1
    z = +(a * 3)
    w = (a * 3) if True else 0
    f = lambda *args, **kwargs: (args, kwargs)
    args = f(a * 2, (a * 2) + b, k=(a - b) * 2)
    churn()
    return x, y, z, w, args


def containers():
    l = [a * 2, (a * 2) + 1, -(a * 2)]
    t = (a * 2 + b, (a + b) * 3)
    d = {a * 2: b * 3, (a + b) * 2: (a * 2) * 2}
    s = {(a + 1) * 2}
    l.append((a + 5) * 2)
    l[0] += (a * 2) * 3
    churn()
    return l, t, d, s


def cells_and_attributes():
    x = (a + 7) * 2

    def inner():
        nonlocal x
        x = (x + 1) * 2
        return x
    k = Keeper()
    k.value = (a * 5) + b
    k.value += (a * 2) * 3
    r = inner()
    churn()
    return x, r, k.value


def yields():
    yield (a + 1) * 2
    sent = yield ((a + 2) * 2) + 1
    yield (sent + 1) * 2


def operators():
    k = Keeper()
    results = [k + (a * 2), (a * 2) + k, k * (a + b), (a - b) * k, k - a * 2, (a * 2) - k, k // (a * 3),
               (a * 3) % k, k & (a * 3)]
    churn()
    return results, k.kept


def constants_on_the_left():
    x = a * 2
    r = [2 * x, 2 * (x + 1), 1 + (x * 2), 3 + (2 * (x - 1)), 2 * [x * 2], 2 * (x * 2,), 'n' + str(2 * x)]
    k = Keeper()
    r += [2 * k, 5 + k]
    churn()
    return r, k.kept


def errors():
    r = []
    for f in (lambda: (a * 2) + 'x', lambda: 'x' + (a * 2), lambda: (a * 2)[0], lambda: (a * 2) % 0,
              lambda: (a * 2) @ 1, lambda: 2 * None, lambda: 2 + 'a'):
        try:
            f()
        except Exception as e:
            r.append((type(e).__name__, str(e)))
    try:
        raise ValueError((a * 2) + 1)
    except ValueError as e:
        churn()
        r.append(e.args)
    return r


def identities():
    x = (a * 2) + 0
    y = (a * 2) * 1
    z = (a * 2) | 0
    w = ((a * 2) << 1) >> 1
    v = (a * 2) - 0
    churn()
    return x, y, z, w, v


def comparisons():
    return [(a * 2) < (b * 3), (a * 2) == a + a, max((a * 2), (b * 2)), sorted([(a * 3) - b, (b * 3) - a, -(a * 2)])]


def edges():
    r = []
    for n in (2 ** 62 - 1, 2 ** 62, 2 ** 63, 2 ** 64 - 1, 2 ** 64, 2 ** 126, 2 ** 127 - 1, 2 ** 127, 2 ** 128 - 1):
        for m in (n, -n):
            r += [(m + 1) - 1, (m * 1) + m, (m - 1) * 1 + 1, (m * m) // m, (m * 3) % 1000003, (m * 7) // -11,
                  (m * 5) % -(2 ** 65 + 1), -(m + 0) // (2 ** 64 + 3), (m + 0) & 0xffffffffffffffffff, (m ^ 5) | 1,
                  (m << 1) >> 3, 2 * (m + 1), 1 + (m - 1)]
    return r


for f in (locals_and_arguments, containers, cells_and_attributes, operators, constants_on_the_left, errors, identities,
          comparisons, edges):
    print(f.__name__, f())
g = yields()
seen = [next(g), next(g), g.send((a * 3) + 1)]
churn()
print(seen)
