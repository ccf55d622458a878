# A slice is read, assigned and deleted at one moment; copy() and list() are such a read.
from _trial import attack, each

items = [0] * 16
breathing = [0] * 3


def writer(k):
    def write(i):
        items[:] = [i] * 16
        breathing[:] = [i] * (3 if i % 2 else 400)
    return write


def look():
    for copy in items[:], items[0:16], items.copy(), list(items), items[::1]:
        assert len(copy) == 16 and len(set(copy)) == 1, copy
    for copy in (breathing[:], breathing.copy(), list(breathing), sorted(breathing), [*breathing],
                 breathing[::-1]):
        assert len(copy) in (3, 400) and len(set(copy)) == 1, (len(copy), copy[0])
    assert len(breathing[:3]) == 3 and len(breathing[3:]) in (0, 397)


attack(*each(writer), watch=[look, look])
print(len(items))
