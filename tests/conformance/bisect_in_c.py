"""bisect: places on both sides, bounds, keys, sequences that are no lists, refused arguments."""
import bisect
from collections import UserList

data = [1, 2, 2, 2, 5, 8]
for x in 0, 1, 2, 3, 8, 9:
    print(x, bisect.bisect_left(data, x), bisect.bisect_right(data, x), bisect.bisect(data, x, 2), bisect.bisect_left(data, x, 1, 4))
print(bisect.bisect is bisect.bisect_right, bisect.insort is bisect.insort_right, bisect.bisect.__module__)
print(bisect.bisect_left(range(10**18), 10**17), bisect.bisect('aceg', 'd'), bisect.bisect_left(a=data, x=2, lo=0, hi=None))
pairs = [('b', 1), ('d', 2), ('d', 3)]
print(bisect.bisect_left(pairs, 'd', key=lambda p: p[0]), bisect.bisect(pairs, 'd', key=lambda p: p[0]), bisect.bisect_left(data, 3, hi=-1))
bisect.insort(pairs, ('d', 0), key=lambda p: p[0])
bisect.insort_left(pairs, ('d', 9), key=lambda p: p[0])
print(pairs)
listed = UserList([1, 3])
bisect.insort(listed, 2)
print(listed)


class Short(list):
    """A list that tells when something is inserted."""

    def insert(self, i, x):
        print('insert', i, x)
        list.insert(self, i, x)


short = Short([1, 3])
bisect.insort_left(short, 3)
print(short)


class Wrong:
    def __lt__(self, other):
        raise ZeroDivisionError('compared')


for call in (lambda: bisect.bisect(data, 1, -1), lambda: bisect.bisect(10, 1), lambda: bisect.bisect(data), lambda: bisect.bisect(data, 'x'),
             lambda: bisect.bisect(data, Wrong()), lambda: bisect.insort(data, 1, 0, 3, None), lambda: bisect.bisect(data, 1, 'a'),
             lambda: bisect.insort((1, 2), 1), lambda: bisect.bisect([1], 2, 0, 5)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
