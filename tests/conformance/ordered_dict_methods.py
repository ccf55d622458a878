# OrderedDict: defaults by name, copies with and without attributes.
import copy
import pickle
from collections import OrderedDict

d = OrderedDict(a=1, b=2)
print(d.pop('z', default=6), d.pop(key='a'), d.setdefault('g', default=9), d.setdefault(key='h'), d)
try:
    d.pop('gone')
except KeyError as error:
    print('KeyError', error)


class Tagged(OrderedDict):
    __slots__ = ('slot',)


for d in OrderedDict(x=[1]), Tagged(x=[1]):
    d.tag = ['t']
    if isinstance(d, Tagged):
        d.slot = 's'
    for twin in copy.copy(d), copy.deepcopy(d), d.copy(), pickle.loads(pickle.dumps(d)) if type(d) is OrderedDict else d:
        print(type(twin).__name__, twin, getattr(twin, 'tag', None), getattr(twin, 'slot', None), twin['x'] is d['x'])
