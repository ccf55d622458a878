# OrderedDict: both ends, many times, with keys whose == is Python's.
from collections import OrderedDict

d = OrderedDict.fromkeys(range(50))
for i in range(300):
    if i % 3 == 0:
        d.move_to_end(next(reversed(d)), last=False)
    elif i % 3 == 1:
        d.move_to_end(next(iter(d)))
        d.move_to_end(list(d)[25], last=i % 2 == 0)
    else:
        d[50 + i] = d.popitem(last=False)[0]
print(list(d))
print(list(d.items())[:5], list(reversed(d.values()))[:3], len(d))
while len(d) > 3:
    d.popitem(last=len(d) % 2)
print(d, d.copy(), OrderedDict(d) == d, dict(d))
d.clear()
d['again'] = 1
d.move_to_end('again', False)
d['more'] = 2
d.move_to_end('more', False)
del d['again']
d['again'] = 3
print(d, {**d}, list(d))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return self.n == other.n

    def __repr__(self):
        return f'<{self.n}>'


d = OrderedDict((Key(n), n) for n in range(12))
for n in 3, 7, 0, 11:
    d.move_to_end(Key(n), last=n % 3 == 0)
print(d)
for bad in 'x', Key(99):
    try:
        d.move_to_end(bad) if isinstance(bad, Key) else OrderedDict().move_to_end(bad)
    except KeyError as error:
        print('KeyError', error)
try:
    OrderedDict().popitem(last=False)
except KeyError as error:
    print(error)
