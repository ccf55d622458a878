# Of several threads that remove an element one succeeds; pop gives every element to one thread.
from _trial import THREADS, attack, each, once

removed_from, popped_from = set(range(800)), set(range(3200))
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


attack(*each(taker), rounds=800)
print(sorted(sum(removed, [])) == list(range(800)), sorted(sum(popped, [])) == list(range(3200)))
