# An attribute in a slot is set, read and deleted at one moment.
from _trial import THREADS, attack, each, once


class Slotted:
    __slots__ = ('pair', 'once')


thing = Slotted()
thing.pair = (0, 0)
many = [Slotted() for _ in range(500)]
for s in many:
    s.once = True
deleted = [0] * THREADS


def changer(k):
    def change(i):
        thing.pair = (i, i)

        def delete():
            del many[i].once
            return True
        if once(delete, AttributeError):
            deleted[k] += 1
    return change


def look():
    a, b = thing.pair
    assert a == b


attack(*each(changer), rounds=len(many), watch=[look])
print(sum(deleted))
