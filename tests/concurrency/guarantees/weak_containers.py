# WeakValueDictionary, WeakKeyDictionary and WeakSet: what is alive is found, what died leaves nothing wrong behind.
import weakref

from _trial import THREADS, attack, each


class Thing:
    pass


values, keys, things = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
kept = [[] for _ in range(THREADS)]


def changer(k):
    def change(i):
        thing = Thing()
        values[k, i] = thing
        keys[thing] = (k, i)
        things.add(thing)
        if i % 2:
            kept[k].append(((k, i), thing))
    return change


attack(*each(changer), rounds=200)
print(all(values[key] is thing and keys[thing] == key and thing in things for found in kept for key, thing in found))
