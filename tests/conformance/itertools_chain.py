# itertools: chain, with their errors.
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
    "list(chain('ab', [1], (), {2: 3}))",
    'list(chain())',
    "list(chain.from_iterable(['ab', [1]]))",
    'list(chain.from_iterable([]))',
    'partly(chain([1], 5))',
    'partly(chain([1], Fails(1), [2]))',
    "partly(chain.from_iterable(['a', 5, 'b']))",
    'partly(chain.from_iterable(Fails(2)))',
    'chain(5).__class__.__name__',
    'chain.from_iterable(5)',
    'chain(x=1)',
    "take(chain.from_iterable(repeat('ab')))",
    'next(chain([], [], [7]))',
    'list(chain(chain([1], [2]), [3]))',
    'sum(chain(range(3), range(3)))',
    'chain([1]).__iter__().__class__.__name__',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
