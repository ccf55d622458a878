# itertools: takewhile, dropwhile, filterfalse, compress, with their errors.
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
    'list(takewhile(lambda x: x < 3, [1, 2, 3, 1]))',
    'list(takewhile(bool, []))',
    'list(dropwhile(lambda x: x < 3, [1, 2, 3, 1]))',
    'list(dropwhile(bool, [1, 2]))',
    'list(filterfalse(lambda x: x % 2, range(6)))',
    "list(filterfalse(None, [0, 1, '', 'a', None]))",
    "list(filterfalse(bool, 'ab'))",
    "list(compress('abcdef', [1, 0, 1, 0, 1]))",
    "list(compress('abc', [1, 1, 1, 1, 1]))",
    "list(compress('abc', []))",
    "list(compress(data='ab', selectors=(True, False)))",
    'partly(takewhile(raising, [1]))',
    'partly(dropwhile(raising, [1]))',
    'partly(filterfalse(raising, [1]))',
    'partly(takewhile(bool, Fails(3)))',
    'partly(compress(Fails(2), [1, 1, 1]))',
    'takewhile(bool)',
    'takewhile(bool, 5)',
    'dropwhile(5, [1]).__class__.__name__',
    'list(dropwhile(5, [1]))',
    'filterfalse(None)',
    "compress('a')",
    "compress('a', 5)",
    "compress(5, 'a')",
    'takewhile(predicate=bool, iterable=[])',
    '(lambda it: (list(takewhile(lambda x: x < 2, it)), next(it)))(iter(range(5)))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
