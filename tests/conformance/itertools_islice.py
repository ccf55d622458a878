# itertools: islice, with their errors.
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
    "list(islice('abcdef', 3))",
    "list(islice('abcdef', 2, 4))",
    "list(islice('abcdef', 1, None, 2))",
    "list(islice('abcdef', None))",
    "list(islice('abcdef', None, None, 3))",
    "list(islice('abcdef', 0))",
    "list(islice('abc', 10))",
    "list(islice('abc', 5, 10))",
    "list(islice('abcdef', 4, 2))",
    'list(islice([], 1, 5))',
    "islice('abc', -1)",
    "islice('abc', 1, -1)",
    "islice('abc', -1, 5)",
    "islice('abc', 1, 2, 0)",
    "islice('abc', 1, 2, -1)",
    "islice('abc')",
    "islice('abc', 'a')",
    "islice('abc', 1.0)",
    "islice('abc', 1, 'b')",
    "islice('abc', 1, 2, 'c')",
    "islice('abc', 1, 2, 3, 4)",
    'islice(5, 1)',
    'partly(islice(Fails(2), 5))',
    'partly(islice(Fails(5), 3))',
    "(lambda it: (list(islice(it, 2)), list(it)))(iter('abcd'))",
    "(lambda it: (list(islice(it, 1, 4, 2)), list(it)))(iter('abcdefg'))",
    'take(islice(count(), 5, None, 10), 3)',
    "islice('abc', 2 ** 63)",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
