# appendleft, pop, rotate, extend: nothing is lost, nothing comes twice.
from collections import deque

from _trial import THREADS, attack, each, once

items = deque()
got = [[] for _ in range(THREADS)]


def changer(k):
    def change(i):
        items.appendleft((k, i, 0))
        items.extend([(k, i, 1), (k, i, 2)])
        items.rotate(i % 5 - 2)
        item = once(items.pop if i % 2 else items.popleft, IndexError)
        if item is not None:
            got[k].append(item)
    return change


attack(*each(changer), rounds=500)
everything = sum(got, []) + list(items)
print(len(everything) == len(set(everything)) == THREADS * 1500)
