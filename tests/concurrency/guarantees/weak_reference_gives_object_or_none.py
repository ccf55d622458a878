# A weak reference gives the object, whole, or None; a callback runs once.
import gc
import weakref

from _trial import THREADS, attack, each


class Thing:
    def __init__(self, number):
        self.pair = (number, number)


slots = [None] * 8
called = []


def changer(k):
    def change(i):
        thing = Thing(i)
        reference = weakref.ref(thing, lambda r: called.append(id(r)))
        slots[(k + i) % 8] = reference
        kept_alive.append(reference)
    return change


kept_alive = []


def look():
    for reference in slots:
        thing = reference() if reference is not None else None
        if thing is not None:
            a, b = thing.pair
            assert a == b


attack(*each(changer), rounds=200, watch=[look, look])
for _ in range(3):
    gc.collect()
print(len(kept_alive), len(called) == len(set(called)), sum(r() is not None for r in kept_alive) <= 1)
