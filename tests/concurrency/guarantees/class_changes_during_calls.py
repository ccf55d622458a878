# A method that is replaced, added and deleted while others call it: each call runs one of the versions.
from _trial import attack


class Base:
    def method(self):
        return 'base'

    value = 1


class Derived(Base):
    pass


def replace(i):
    Base.method = (lambda self: 'one') if i % 2 else (lambda self: 'two')
    Base.value = i


def add_and_delete(i):
    Derived.method = lambda self: 'derived'
    Derived.value = -1
    del Derived.method
    del Derived.value


seen = set()
thing = Derived()


def look():
    for _ in range(20):
        seen.add(thing.method())
        assert type(thing.value) is int


attack(replace, add_and_delete, watch=[look, look])
print(seen <= {'base', 'one', 'two', 'derived'}, 'method' in vars(Derived), 'value' in vars(Derived))
