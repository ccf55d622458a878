# Random operations of several threads on one dict: a key's value is always one stored for that key.
from _attack import attack

table = {}


def is_ours(key, value):
    assert value[0] == key, (key, value)


def store(dice):
    key = dice(200)
    table[key] = (key, dice(10))


def store_string(dice):
    key = 'k%d' % dice(200)
    table[key] = (key, dice(10))


def get(dice):
    key = dice(200)
    value = table.get(key)
    if value is not None:
        is_ours(key, value)


def item(dice):
    key = 'k%d' % dice(200)
    is_ours(key, table[key])


def setdefault(dice):
    key = dice(300)
    is_ours(key, table.setdefault(key, (key, 0)))


def delete(dice):
    del table[dice(200)]


def pop(dice):
    key = 'k%d' % dice(200)
    value = table.pop(key, None)
    if value is not None:
        is_ours(key, value)


def popitem(dice):
    is_ours(*table.popitem())


def iterate(dice):
    for key, value in table.items():
        is_ours(key, value)


def snapshot(dice):
    for key, value in list(table.items()):
        is_ours(key, value)
    for key, value in table.copy().items():
        is_ours(key, value)


def update(dice):
    table.update({key: (key, 1) for key in range(dice(200), 200, 7)})


def clear(dice):
    if dice(50) == 0:
        table.clear()


attack([store, store, store_string, store_string, get, item, setdefault, delete, pop, popitem, iterate,
        snapshot, update, clear], 3000, (KeyError, RuntimeError))
