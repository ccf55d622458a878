# Counter: arithmetic keeps only positive counts, ties keep insertion order, missing keys count as zero.
from collections import Counter

c = Counter('abracadabra')
print(c)
print(c.most_common(), c.most_common(2), c['z'], 'z' in c)
d = Counter(a=1, b=5, q=-2)
print(c + d, c - d, c & d, c | d, +d, -d, sep='\n')
c.subtract({'a': 10, 'new': 1})
print(c, c.total())
print(sorted(c.elements()))
c.update(['a', 'a'], b=3)
print(c)
del c['not there']
print(Counter(a=0) == Counter(), Counter(a=1) <= Counter(a=2, b=0), Counter(a=3) < Counter(a=2))
c = Counter(x=2)
c += Counter(x=1, y=-1)
print(c, c.copy() is c, Counter.fromkeys.__name__)
try:
    Counter.fromkeys('ab', 1)
except NotImplementedError as e:
    print(e)
try:
    Counter(1, 2)
except TypeError as e:
    print(e)
