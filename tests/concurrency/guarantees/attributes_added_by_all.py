# Attributes that several threads add to one instance are all there, under one shape or many.
from itertools import repeat

from _at_once import list_at_once
from _trial import THREADS, attack, each


class Open:
    pass


objects = [Open() for _ in range(2000)]


def adder(k):
    def add(i):
        for name in 'a%d' % k, 'b%d' % k:
            setattr(objects[i], name, (k, i))
    return add


def look():
    for o in objects[::50]:
        for name in list(vars(o)):
            assert getattr(o, name)[0] == int(name[1]), name


attack(*each(adder), rounds=len(objects), watch=[look])
print({len(vars(o)) for o in objects} == {2 * THREADS})

# Two threads that do nothing else, a name for all objects after the other: one that is stopped half-way is soon overtaken.
names = [[letter + str(i) for i in range(20)] for letter in 'ab']
for _ in range(30):
    objects = [Open() for _ in range(200)]
    list_at_once(*(map(setattr, objects * 20, [name for name in half for _ in objects], repeat(0)) for half in names))
    assert all(hasattr(o, name) for o in objects for name in names[0] + names[1])
