# itertools: count, cycle, repeat, with their errors.
from itertools import *
import operator
def take(it, n=8): return list(islice(it, n))
class Bad:
    def __iter__(self): raise ValueError('bad iter')
class Fails:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise KeyError('failed')
        return self.n
def raising(*a): raise ZeroDivisionError(a)
def partly(it):
    out = []
    try:
        for x in it: out.append(x)
    except Exception as e: out.append(repr(e))
    return out
CASES = [
    'take(count())',
    'take(count(10))',
    'take(count(1, -1))',
    'take(count(0.5, 0.5))',
    'take(count(-2))',
    'take(count(step=2))',
    'take(count(2 ** 63 - 2), 4)',
    'take(count(1j, 1), 3)',
    'take(count(True), 3)',
    "count('a')",
    "count(1, 'a')",
    'count(1, 2, 3)',
    'repr(count(3)), repr(count(1, 2)), repr(count(1.5, 0.5))',
    "take(cycle('abc'), 7)",
    'list(cycle([]))',
    'cycle(5)',
    'cycle()',
    'partly(islice(cycle(Fails(2)), 5))',
    "list(repeat('x', 3))",
    "list(repeat('x', 0))",
    "list(repeat('x', -5))",
    'take(repeat(1), 3)',
    "list(repeat(object='y', times=2))",
    'repeat()',
    "repeat(1, 'a')",
    'repeat(1, 2.0)',
    'repeat(1, 2, 3)',
    "repr(repeat(1)), repr(repeat('a', 2))",
    'operator.length_hint(repeat(1, 5)), list(map(pow, range(4), repeat(2)))',
    "take(zip(count(), 'abc'))",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
