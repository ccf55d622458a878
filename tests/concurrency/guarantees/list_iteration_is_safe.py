# Iteration, searches and comparisons of a list that changes: old or new items, never anything else.
from _trial import attack, each

items = list(range(100))


def changer(k):
    def change(i):
        items.append(k)
        items[0:2] = [k, k, k]
        del items[len(items) // 2:len(items) // 2 + 2]
    return change


def look():
    assert all(type(item) is int and 0 <= item < 100 for item in items)
    assert all(0 <= item < 100 for item in reversed(items))
    items.count(3), 1000 in items, items == [1], items < [5], repr(items), max(items), items + items, items * 2
    try:
        items.index(99)
    except ValueError:
        pass
    first, *rest = items
    assert type(first) is int


attack(*each(changer), rounds=300, watch=[look, look])
print(all(type(item) is int for item in items))
