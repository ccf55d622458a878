# A value is replaced at one moment.
from _trial import attack, each

table = {n: (0, 0) for n in range(8)}


def storer(k):
    def store(i):
        table[i % 8] = (i, i)
        table.update({(i + 1) % 8: [i, i]})
    return store


def look():
    for n in range(8):
        a, b = table[n]
        assert a == b


attack(*each(storer), watch=[look, look])
print(sorted(table))
