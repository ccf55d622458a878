# Inserting at the front, the end and the middle: nothing is lost, nothing comes twice.
from _trial import attack, each

items = []
ROUNDS = 1500    # so that a moved tail takes a while


def inserter(k):
    return lambda i: items.insert((0, len(items), len(items) // 2, -1)[k], (k, i))


attack(*each(inserter), rounds=ROUNDS)
print(len(items), len(set(items)))
