# pprint breaks long structures, sorts keys, marks recursion; reprlib shortens.
import pprint
import reprlib
from dataclasses import dataclass, field
data = {'z': list(range(30)), 'a': {'nested': ('tuple', {'set'}), 'text': 'word ' * 30}, 1: None, 'b': b'bytes' * 20}
pprint.pprint(data)
pprint.pprint(data, width=40, depth=2, sort_dicts=False)
pprint.pprint([['a' * 20] * 3], width=50, indent=4, compact=True)
loop = [1]
loop.append(loop)
print(pprint.pformat(loop).split('=')[0], pprint.isreadable(loop), pprint.isrecursive(loop), pprint.saferepr({'b': 1, 'a': 2}))
@dataclass
class D:
    name: str
    items: list = field(default_factory=list)
pprint.pprint(D('x' * 30, ['item number %d' % i for i in range(5)]), width=50)
pprint.pp({'b': 1, 'a': 2}), pprint.pprint(10 ** 12, underscore_numbers=True)
from collections import OrderedDict, defaultdict, Counter, deque
from types import SimpleNamespace
pprint.pprint([OrderedDict(b=1), defaultdict(int, a=1), Counter('aab'), deque([1]), SimpleNamespace(x=1), frozenset({3})], width=30)
print(reprlib.repr('x' * 100), reprlib.repr(list(range(20))), reprlib.repr({i: i for i in range(9)}), reprlib.repr(10 ** 60), reprlib.repr({1, 2}), reprlib.repr([[[[[[[1]]]]]]]))
class R:
    @reprlib.recursive_repr('<...>')
    def __repr__(self): return f'R({self.child!r})'
r = R()
r.child = [r]
print(r)
small = reprlib.Repr()
small.maxlist, small.maxstring = 2, 8
print(small.repr(['a long string here', 2, 3]))
