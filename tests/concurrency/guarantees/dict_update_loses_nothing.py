# update and |= by several threads with keys of their own: all are there, each with its value.
from _trial import THREADS, attack, each

table = {}


def updater(k):
    def update(i):
        table.update({(k, i, n): n for n in range(4)})
        table.update([((k, i, 'pair'), 0)])
        table.__ior__({(k, i, 'or'): 0})
    return update


attack(*each(updater), rounds=300)
print(len(table), sum(value for value in table.values()) == THREADS * 300 * 6)
