# Operator methods of value classes: reflected forms, @, ** by squaring, __call__, __getitem__ with tuples.
from fractions import Fraction
from functools import reduce
from numbers import Number

class Matrix:
    def __init__(self, rows): self.rows = tuple(map(tuple, rows))
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __mul__(self, k): return Matrix([[x * k for x in r] for r in self.rows]) if isinstance(k, Number) else NotImplemented
    __rmul__ = __mul__
    def __pow__(self, n, mod=None):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1: result = result @ base
            base, n = base @ base, n >> 1
            if mod: result, base = result % mod, base % mod
        return result
    def __mod__(self, m): return Matrix([[x % m for x in r] for r in self.rows])
    def __getitem__(self, key):
        if isinstance(key, tuple):
            r, c = key
            return self.rows[r][c] if isinstance(r, int) and isinstance(c, int) else Matrix([[x] if not isinstance(c, slice) else x[c] for x in (self.rows[r] if isinstance(r, slice) else [self.rows[r]])])
        return self.rows[key]
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __neg__(self): return self * -1
    def det(self):
        rows = [list(map(Fraction, r)) for r in self.rows]
        sign = 1
        for i in range(len(rows)):
            p = next((k for k in range(i, len(rows)) if rows[k][i]), None)
            if p is None: return Fraction(0)
            if p != i: rows[i], rows[p], sign = rows[p], rows[i], -sign
            for k in range(i + 1, len(rows)):
                f = rows[k][i] / rows[i][i]
                rows[k] = [x - f * y for x, y in zip(rows[k], rows[i])]
        return sign * reduce(lambda a, b: a * b, (rows[i][i] for i in range(len(rows))))
    def __repr__(self): return f'Matrix({[list(r) for r in self.rows]})'
f = Matrix([[1, 1], [1, 0]])
print(f ** 10, (f ** 90)[0, 1], pow(f, 1000, 10 ** 9 + 7)[0][1], 3 * f == f * 3, -f, f[:, 0:1], f[0, :], f ** 0)
print(Matrix([[2, 0, 1], [1, 3, 2], [0, 1, 5]]).det(), Matrix([[0, 1], [1, 0]]).det(), Matrix([[1, 2], [2, 4]]).det())
for source in ('f * "a"', '"a" * f', 'f @ 3', 'f[5, 0]', 'f + f'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)

class Poly:
    def __init__(self, *c): self.c = c
    def __call__(self, x): return reduce(lambda a, k: a * x + k, reversed(self.c), 0)
    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                out[i + j] += a * b
        return Poly(*out)
    def __format__(self, spec):
        terms = [(f'{k:{spec}}' if abs(k) != 1 or not i else '-' if k < 0 else '') + ('x' if i else '') + (f'^{i}' if i > 1 else '') for i, k in enumerate(self.c) if k]
        return ' + '.join(reversed(terms)).replace('+ -', '- ') or '0'
p = Poly(1, -1) * Poly(1, 1) * Poly(2, 0, 3)
print(f'{p}', f'{p:.1f}', p(2), p(Fraction(1, 2)), p(1j), f'{Poly()}')
