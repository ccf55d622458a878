# OrderedDict: order counts in comparisons with another one; move_to_end and popitem work at both ends.
from collections import OrderedDict

d = OrderedDict(a=1, b=2, c=3)
d.move_to_end('a')
print(d, list(reversed(d)))
d.move_to_end('c', last=False)
print(d, d.popitem(), d.popitem(last=False), d)
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1))
try:
    d.move_to_end('nope')
except KeyError as e:
    print('KeyError', e)
try:
    OrderedDict().popitem()
except KeyError as e:
    print('KeyError', e)
d = OrderedDict.fromkeys('xyz')
d['x'] = 9
del d['y']
d['y'] = 8
print(d, d | {'w': 1}, list(d.items()), d.copy() == d)
d.setdefault('new', []).append(1)
print(d.pop('new'), d.pop('gone', 'default'))
