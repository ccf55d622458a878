# A slice is read, assigned and deleted at one moment; copy() and list() are such a read.
from _trial import attack, each

items = [0] * 16


def writer(k):
    def write(i):
        items[:] = [i] * 16
    return write


def look():
    for copy in items[:], items[0:16], items.copy(), list(items), items[::1]:
        assert len(copy) == 16 and len(set(copy)) == 1, copy


attack(*each(writer), watch=[look, look])
print(len(items))
