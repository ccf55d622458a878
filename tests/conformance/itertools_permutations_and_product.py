# itertools: permutations, and, product, with their errors.
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
    "list(permutations('abc'))",
    "list(permutations('abc', 1))",
    "list(permutations('abc', 0))",
    "list(permutations('abc', 4))",
    "list(permutations('abc', None))",
    'list(permutations([]))',
    'list(permutations([1, 1]))',
    "permutations('ab', -1)",
    "permutations('ab', 'x')",
    'permutations()',
    "list(product([1, 2], 'ab'))",
    "list(product('ab', repeat=2))",
    "list(product('ab', repeat=0))",
    "list(product('ab', [], 'c'))",
    'list(product())',
    'list(product(repeat=3))',
    "list(product('ab', 'c', repeat=2))[:3]",
    "product('ab', repeat=-1)",
    "product('ab', repeat='x')",
    'product(5)',
    'len(list(product(range(3), repeat=4)))',
    'list(product(range(2), repeat=3))[5]',
    'list(permutations(range(4)))[13]',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
