# itertools: combinations, with their errors.
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
    "list(combinations('abcd', 2))",
    "list(combinations('abcd', 4))",
    "list(combinations('abcd', 5))",
    "list(combinations('abcd', 0))",
    'list(combinations([], 0))',
    'list(combinations([1, 1, 1], 2))',
    "list(combinations(iterable='abc', r=1))",
    "list(combinations_with_replacement('ab', 3))",
    'list(combinations_with_replacement([], 2))',
    "list(combinations_with_replacement('abc', 0))",
    "combinations('ab', -1)",
    "combinations('ab')",
    "combinations('ab', 'c')",
    'combinations(5, 1)',
    "combinations('ab', 1.0)",
    'combinations(Fails(2), 1)',
    "combinations_with_replacement('ab', -1)",
    'sum(1 for _ in combinations(range(15), 7))',
    'next(combinations(range(100), 3))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
