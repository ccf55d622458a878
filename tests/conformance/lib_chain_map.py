# ChainMap: lookups go through all maps, writes and deletions only to the first.
from collections import ChainMap

low, high = {'a': 1, 'b': 2}, {'b': 20, 'c': 30}
m = ChainMap(high, low)
print(m, list(m), len(m), m['a'], m['b'], m.get('z'))
m['a'] = 100
print(high, low, m.parents, m.new_child({'q': 1}))
del m['a']
print(m['a'])
for key in ('a', 'zz'):
    try:
        del m[key]
    except KeyError as e:
        print('KeyError', e)
try:
    m['zz']
except KeyError as e:
    print('KeyError', e)
try:
    ChainMap().popitem()
except KeyError as e:
    print('KeyError', e)
print(ChainMap({}, {'x': 1}) | {'y': 2}, {'y': 2} | ChainMap({'y': 3}))
m |= {'z': 26}
print(m.maps, bool(ChainMap()), m == dict(m))
