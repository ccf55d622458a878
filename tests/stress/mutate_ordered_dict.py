# Several threads move keys of one OrderedDict to both ends: no key gets lost, none is there twice.
from collections import OrderedDict

from _attack import attack

table = OrderedDict((n, (n, 0)) for n in range(300))


def is_ours(key, value):
    assert value[0] == key, (key, value)


def store(dice):
    key = dice(300)
    table[key] = (key, dice(10))


def get(dice):
    key = dice(300)
    value = table.get(key)
    if value is not None:
        is_ours(key, value)


def move_last(dice):
    table.move_to_end(dice(300))


def move_first(dice):
    table.move_to_end(dice(300), last=False)


def take_first(dice):
    is_ours(*table.popitem(last=False))


def take_last(dice):
    is_ours(*table.popitem())


def read(dice):
    for key, value in table.items():
        is_ours(key, value)


attack([store, store, get, move_last, move_first, take_first, take_last, read], 4000,
       (KeyError, RuntimeError))
for key in range(300):
    table[key] = key, 0
assert sorted(table) == list(range(300)) and len(table) == 300
print('whole')
