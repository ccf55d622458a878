# itertools: groupby, with their errors.
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
    "[(k, list(g)) for k, g in groupby('aaabbc')]",
    '[(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda n: n % 2)]',
    "[k for k, _ in groupby('abab')]",
    '[(k, list(g)) for k, g in groupby([])]',
    '[(k, len(list(g))) for k, g in groupby([1, 1.0, True, 2])]',
    "list(map(lambda kg: list(kg[1]), list(groupby('aabb'))))",
    "(lambda g: (next(g)[1], next(g)[1]))(groupby('ab'))[0].__class__.__name__",
    "(lambda pairs: [list(g) for _, g in pairs])(list(groupby('aab')))",
    "[(k, next(g)) for k, g in groupby('aabb')]",
    'groupby(5)',
    'groupby()',
    "groupby('a', 5).__class__.__name__",
    "partly((k, list(g)) for k, g in groupby('ab', 5))",
    "partly((k, list(g)) for k, g in groupby('ab', raising))",
    'partly((k, list(g)) for k, g in groupby(Fails(2)))',
    "[(k, ''.join(g)) for k, g in groupby(iterable='aAbB', key=str.lower)]",
    "groupby('a', key=None, foo=1)",
    "[(len(list(g)), k) for k, g in groupby('11122333')]",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
