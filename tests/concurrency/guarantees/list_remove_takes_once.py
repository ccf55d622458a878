# Of several threads that remove the same object, one succeeds for each time that it is there; the others get the ValueError.
from _trial import THREADS, attack, each, once

ROUNDS = 1000
token = object()
items = [token] * (2 * ROUNDS)
removed = [0] * THREADS


def remover(k):
    def remove(i):
        def take():
            items.remove(token)
            return True
        if once(take, ValueError):
            removed[k] += 1
    return remove


attack(*each(remover), rounds=ROUNDS)
print(items, sum(removed) == 2 * ROUNDS)
