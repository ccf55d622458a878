# Every item is popped by one thread, from either end or the middle.
from _trial import THREADS, attack, each, once

items = list(range(2400))
popped = [[] for _ in range(THREADS)]


def popper(k):
    position = (-1, 0, -1, 5)[k]

    def pop(i):
        item = once(lambda: items.pop(position), IndexError)
        if item is not None:
            popped[k].append(item)
    return pop


attack(*each(popper), rounds=600)
print(sorted(sum(popped, []) + items) == list(range(2400)))
