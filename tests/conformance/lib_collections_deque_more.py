# deque: maxlen, rotation, indexing and comparison.
from collections import deque

d = deque('abcde', maxlen=4)
print(d, d.maxlen, d[0], d[-1], len(d))
d.append('f')
d.appendleft('z')
print(d, d.rotate(1), d, d.rotate(-2), d)
d.extend('123456')
d.extendleft('xy')
print(d, d.count('x'), d.index('x'), 'y' in d, d.copy().maxlen)
e = deque([1, 2, 3])
e.insert(1, 'in')
e.remove(3)
e.reverse()
print(e, e + deque([9]), e * 2, deque([1]) < deque([2]), deque() == [], e == e.copy(), list(reversed(e)))
e[0] = 'set'
del e[1]
e += [7]
print(e, e.pop(), e.popleft(), e, bool(deque()))
for source in ('deque().pop()', 'deque().popleft()', 'e[9]', 'e.remove(99)', 'deque([1], 2).insert(0, 1)', 'deque([1, 2], 2).insert(0, 1)', 'deque(1)', 'deque([], -1)', 'e.index(5)', 'e[0:1]', 'hash(e)', 'deque() + []'):
    try:
        print(source, eval(source))
    except Exception as e_:
        print(source, type(e_).__name__, e_)
full = deque(range(5))
try:
    for x in full:
        full.append(x)
except RuntimeError as error:
    print(error)
loop = deque()
loop.append(loop)
print(loop)
