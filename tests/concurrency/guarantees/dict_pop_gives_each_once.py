# Of several threads that pop a key, one gets it; popitem gives every item to one thread; del succeeds once.
from itertools import repeat
from _at_once import list_at_once
from _trial import THREADS, attack, each, once

ROUNDS = 8000
popped_from = {n: n for n in range(ROUNDS)}
deleted_from = {n: n for n in range(ROUNDS)}
emptied = {n: n for n in range(THREADS * ROUNDS)}
popped, deleted, items = ([[] for _ in range(THREADS)] for _ in range(3))


def popper(k):
    def pop(i):
        if popped_from.pop(i, None) is not None:
            popped[k].append(i)

        def delete():
            del deleted_from[i]
            return i
        if once(delete, KeyError) is not None:
            deleted[k].append(i)
        items[k].append(emptied.popitem()[0])
    return pop


attack(*each(popper), rounds=ROUNDS)
print(*(sorted(sum(found, [])) == list(range(n)) for found, n in ((popped, ROUNDS), (deleted, ROUNDS),
                                                                            (items, THREADS * ROUNDS))))
print(popped_from, deleted_from, emptied)

# Two threads that do nothing else: keys of their own, which leave an empty dict, and then the same keys.
numbers = range(20000)
for _ in range(10):
    d = dict(zip(range(40000), range(40000)))
    parts = list_at_once(map(d.pop, range(20000)), map(d.pop, range(20000, 40000)))
    assert sum(parts, []) == list(range(40000)) and len(d) == 0, len(d)
    d = dict(zip(numbers, numbers))
    first, second = list_at_once(*(map(d.pop, numbers, repeat(None)) for _ in range(2)))
    assert all((a is None) != (b is None) for a, b in zip(first, second)) and len(d) == 0, len(d)
