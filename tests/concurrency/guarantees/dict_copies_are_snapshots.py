# copy(), list(d), list(d.items()) and the like see the dict as it was at one moment.
from _trial import attack

table = {}


def store(i):
    table[i] = i


def look():
    for keys in (list(table), list(table.keys()), list(table.values()), [a for a, b in list(table.items())],
                 list(table.copy()), list(dict(table)), list({**table}), list(tuple(table)), sorted(table),
                 sorted(set(table)), [*table], [a for a, b in tuple(table.items())]):
        assert keys == list(range(len(keys))), keys


attack(store, rounds=3000, watch=[look, look])
print(len(table))
