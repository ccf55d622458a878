# All threads that call setdefault for a key get the same value.
from _at_once import list_at_once
from _trial import THREADS, attack, each

table = {}
got = [[] for _ in range(THREADS)]


def setter(k):
    return lambda i: got[k].append(table.setdefault(i, (k, i)))


attack(*each(setter), rounds=10000)
print(all(got[k][i] is table[i] for k in range(THREADS) for i in range(10000)))

# Two threads that do nothing else.
keys = range(20000)
for _ in range(8):
    table = {}
    first, second = list_at_once(map(table.setdefault, keys, range(20000)), map(table.setdefault, keys, range(20000, 40000)))
    assert first == second == [table[key] for key in keys]
