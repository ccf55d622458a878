# Of several threads that delete one attribute, one succeeds.
from _trial import THREADS, attack, each, once


class Open:
    pass


objects = [Open() for _ in range(8000)]
for number, o in enumerate(objects):
    o.x = number
deleted = [[] for _ in range(THREADS)]


def deleter(k):
    def delete(i):
        def take():
            del objects[i].x
            return i
        if once(take, AttributeError) is not None:
            deleted[k].append(i)
    return delete


attack(*each(deleter), rounds=len(objects))
print(sorted(sum(deleted, [])) == list(range(len(objects))))
