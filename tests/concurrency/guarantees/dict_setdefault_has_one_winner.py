# All threads that call setdefault for a key get the same value.
from _trial import THREADS, attack, each

table = {}
got = [[] for _ in range(THREADS)]


def setter(k):
    return lambda i: got[k].append(table.setdefault(i, (k, i)))


attack(*each(setter), rounds=10000)
print(all(got[k][i] is table[i] for k in range(THREADS) for i in range(10000)))
