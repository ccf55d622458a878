# Inserting at the front, the end and the middle: nothing is lost, nothing comes twice.
from _trial import attack, each

items = []


def inserter(k):
    return lambda i: items.insert((0, len(items), len(items) // 2, -1)[k], (k, i))


attack(*each(inserter), rounds=400)
print(len(items), len(set(items)))
