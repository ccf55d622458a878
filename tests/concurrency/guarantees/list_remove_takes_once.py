# Of several threads that remove the same object, one succeeds; the others get the ValueError.
from _trial import THREADS, attack, each, once

names = ['name%d' % n for n in range(300)]
items = list(names)
removed = [[] for _ in range(THREADS)]


def remover(k):
    def remove(i):
        def take():
            items.remove(names[i])
            return names[i]
        name = once(take, ValueError)
        if name is not None:
            removed[k].append(name)
    return remove


attack(*each(remover), rounds=len(names))
print(items, sorted(sum(removed, [])) == sorted(names))
