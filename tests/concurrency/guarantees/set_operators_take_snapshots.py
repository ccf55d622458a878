# copy, list and operators read each set as it was at one moment; updates lose nothing.
from _trial import THREADS, attack, each

growing, united = set(), set()


def add(i):
    growing.add(i)


def updater(k):
    def update(i):
        united.update({(k, i, 0), (k, i, 1)})
        united.__ior__({(k, i, 2)})
    return update


def look():
    for copy in growing.copy(), set(list(growing)), growing | set(), growing - {-1}, frozenset(growing):
        assert copy == set(range(len(copy))), len(copy)


attack(add, *each(updater), rounds=800, watch=[look])
print(len(growing), len(united) == THREADS * 2400)
