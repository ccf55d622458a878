# __dict__ and the attributes are one thing, also where threads ask for it for the first time at once.
from _trial import THREADS, attack, each


class Open:
    pass


objects = [Open() for _ in range(300)]


def setter(k):
    def set_both(i):
        o = objects[i]
        if k % 2:
            setattr(o, 'a%d' % k, k)
        else:
            o.__dict__['a%d' % k] = k
    return set_both


attack(*each(setter), rounds=len(objects))
print(all(getattr(o, 'a%d' % k) == o.__dict__['a%d' % k] == k for o in objects for k in range(THREADS)))
print(all(o.__dict__ is o.__dict__ and len(o.__dict__) == THREADS for o in objects))
