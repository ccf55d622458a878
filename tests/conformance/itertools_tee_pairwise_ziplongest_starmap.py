# itertools: tee, pairwise, ziplongest, starmap, with their errors.
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
    "[list(x) for x in tee('abc')]",
    "[list(x) for x in tee('abc', 3)]",
    "tee('abc', 0)",
    "tee('abc', -1)",
    'tee(5)',
    'tee()',
    "(lambda a, b: (next(a), next(a), list(b), list(a)))(*tee(iter('abcd')))",
    "(lambda a, b: (next(a), [list(x) for x in tee(a)], list(b)))(*tee('xyz'))",
    '[partly(x) for x in tee(Fails(2))]',
    "list(pairwise('abcd'))",
    "list(pairwise('a'))",
    'list(pairwise([]))',
    'pairwise(5)',
    'pairwise()',
    'partly(pairwise(Fails(3)))',
    "list(zip_longest('ab', 'xyz', [1]))",
    "list(zip_longest('a', 'xy', fillvalue='-'))",
    'list(zip_longest())',
    "list(zip_longest('ab', []))",
    "zip_longest('a', 5)",
    "zip_longest('a', fill=1)",
    "partly(zip_longest('abc', Fails(1)))",
    'list(starmap(pow, [(2, 3), (3, 2)]))',
    "list(starmap(lambda *a: a, [(), (1,), [2, 3], 'ab']))",
    'partly(starmap(pow, [(2, 3), 5]))',
    'partly(starmap(raising, [(1,)]))',
    'starmap(pow)',
    'starmap(pow, 5)',
    'list(starmap(operator.add, zip([1, 2], [10, 20])))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
