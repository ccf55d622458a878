# clear() and del of a slice take all or nothing of what an extend has brought.
from _trial import attack

items = []


def extend(i):
    items.extend([i] * 8)


def clear(i):
    if i % 2:
        items.clear()
    else:
        del items[:]


def look():
    copy = items[:]
    assert len(copy) % 8 == 0, len(copy)


attack(extend, extend, clear, watch=[look])
items.clear()
print(items)
