# itertools: accumulate, with their errors.
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
    'list(accumulate([1, 2, 3, 4]))',
    "list(accumulate('abc'))",
    'list(accumulate([3, 1, 2], min))',
    'list(accumulate([1, 2, 3], operator.mul, initial=100))',
    "list(accumulate([], initial='only'))",
    'list(accumulate([]))',
    'list(accumulate([5]))',
    'list(accumulate([1, 2], func=None))',
    'list(accumulate([[1], [2]], initial=[]))',
    "list(accumulate([1, 'a']))",
    'partly(accumulate([1, 0, 2], raising))',
    'partly(accumulate(Fails(3)))',
    'accumulate(5)',
    'accumulate()',
    'accumulate([1], 2, 3)',
    'list(accumulate([1, 2], 5))',
    'accumulate(Bad())',
    'list(accumulate([1, 2], lambda a: a))',
    'take(accumulate(count(1)))',
    'take(accumulate(repeat(2), lambda a, b: a * b))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
