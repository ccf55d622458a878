# clear() while others store: the dict stays usable, and what is stored after the last clear is there.
from _trial import THREADS, attack, each

table = {}


def changer(k):
    def change(i):
        table[k] = i
        table[k, i] = i
        if i % 7 == 0:
            table.clear()
        assert len(table) >= 0
    return change


attack(*each(changer))
table.clear()
print(table)
attack(*each(lambda k: lambda i: table.__setitem__((k, i), i)), rounds=100)
print(len(table) == THREADS * 100)
