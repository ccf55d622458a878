# Of several threads that pop a key, one gets it; popitem gives every item to one thread; del succeeds once.
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
