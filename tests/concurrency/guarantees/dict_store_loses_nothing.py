# Keys that threads store are all there, whatever the table's growth does meanwhile.
from _trial import THREADS, attack, each

table = {}


def storer(k):
    def store(i):
        table[k, i] = i
        table['%d-%d' % (k, i)] = i
        assert table[k, i] == i
    return store


attack(*each(storer), rounds=800)
print(len(table), all(table[k, i] == table['%d-%d' % (k, i)] == i for k in range(THREADS) for i in range(800)))
