# A reader sees the list in one direction or the other.
from _trial import attack

items = list(range(64))
directions = list(range(64)), list(range(63, -1, -1))


def reverse(i):
    items.reverse()


def look():
    assert items[:] in directions


attack(reverse, reverse, watch=[look, look])
print(items in directions)
