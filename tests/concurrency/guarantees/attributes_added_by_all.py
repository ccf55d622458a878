# Attributes that several threads add to one instance are all there, under one shape or many.
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
