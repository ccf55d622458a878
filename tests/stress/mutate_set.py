# Random operations of several threads on one set.
from _attack import attack

members = set(range(50))
other = frozenset(range(0, 200, 3))


def is_ours(value):
    assert type(value) is int and 0 <= value < 200, value


def add(dice):
    members.add(dice(200))


def discard(dice):
    members.discard(dice(200))


def remove(dice):
    members.remove(dice(200))


def pop(dice):
    is_ours(members.pop())


def contains(dice):
    assert 'no' not in members
    dice(200) in members


def iterate(dice):
    for value in members:
        is_ours(value)


def combine(dice):
    for value in members | other:
        is_ours(value)
    for value in members & other:
        assert value % 3 == 0
    for value in members - other:
        assert value % 3 != 0


def update(dice):
    members.update(range(dice(200), 200, 5))
    members.difference_update(other)


def clear(dice):
    if dice(50) == 0:
        members.clear()


attack([add, add, add, discard, remove, pop, contains, iterate, combine, update, clear], 3000,
       (KeyError, RuntimeError))
