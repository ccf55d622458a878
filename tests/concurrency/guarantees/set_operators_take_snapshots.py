# copy, list and operators read each set as it was at one moment; updates lose nothing.
from _trial import THREADS, attack, each

N = 100000
growing, united, moving = set(), set(), {0}
everything, nothing = set(range(N)), {-2 - i for i in range(N)}


def add(i):
    growing.add(i)


def updater(k):
    def update(i):
        united.update({(k, i, 0), (k, i, 1)})
        united.__ior__({(k, i, 2)})
    return update


def look():
    for copy in (growing.copy(), set(list(growing)), growing | set(), growing - {-1}, frozenset(growing), everything & growing,
                 growing & everything, growing - nothing, set() | growing, growing ^ {-1} ^ {-1}, set.difference(growing, {-1: 0})):
        assert copy == set(range(len(copy))), len(copy)
    rest = everything - growing
    assert rest == set(range(N - len(rest), N)), len(rest)


def move(i):
    """One of the two is in the set at any moment."""
    moving.add(i % 2)
    moving.discard(1 - i % 2)


def watch_moving():
    assert not moving <= {-1}
    assert not moving.isdisjoint({0, 1})
    assert moving & {0, 1} and moving - {2} and {0, 1} & moving
    assert {0, 1} - moving != {0, 1}
    assert moving != {-1}


attack(add, *each(updater), rounds=800, watch=[look])
attack(move, rounds=40000, watch=[watch_moving, watch_moving])
print(len(growing), len(united) == THREADS * 2400)
