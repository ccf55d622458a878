# Of several threads that remove an element one succeeds; pop gives every element to one thread.
from _trial import THREADS, attack, each, once

ROUNDS = 8000
removed_from, popped_from = set(range(ROUNDS)), set(range(THREADS * ROUNDS))
removed, popped = ([[] for _ in range(THREADS)] for _ in range(2))


def taker(k):
    def take(i):
        def remove():
            removed_from.remove(i)
            return i
        if once(remove, KeyError) is not None:
            removed[k].append(i)
        popped[k].append(popped_from.pop())
    return take


attack(*each(taker), rounds=ROUNDS)
print(sorted(sum(removed, [])) == list(range(ROUNDS)), sorted(sum(popped, [])) == list(range(THREADS * ROUNDS)))
