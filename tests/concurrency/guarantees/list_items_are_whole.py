# An item is replaced at one moment; negative indices too.
from _trial import attack, each

items = [(0, 0)] * 10


def storer(k):
    def store(i):
        items[i % 10] = (i, i)
        items[-1 - i % 10] = [i, i]
    return store


def look():
    for n in range(-10, 10):
        a, b = items[n]
        assert a == b


attack(*each(storer), watch=[look, look])
print(len(items))
