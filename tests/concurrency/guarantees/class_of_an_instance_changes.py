# __class__ is assigned while others call methods: the class and its method belong together, attributes stay.
from _trial import attack


class A:
    def who(self):
        return 'A', self.kept


class B:
    def who(self):
        return 'B', self.kept


thing = A()
thing.kept = 'kept'


def change(i):
    thing.__class__ = B if i % 2 else A


def look():
    for _ in range(20):
        name, kept = thing.who()
        assert name in 'AB' and kept == 'kept'
        assert isinstance(thing, (A, B))


attack(change, change, watch=[look, look])
print(thing.kept)
