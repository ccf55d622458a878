# extend and += by a list or a tuple put their items side by side.
from _trial import attack, each

items = []


def extender(k):
    def extend(i):
        if i % 2:
            items.extend([(k, i)] * 8)
        else:
            alias = items
            alias += ((k, i),) * 8
    return extend


attack(*each(extender), rounds=300)
print(len(items), all(len(set(items[n:n + 8])) == 1 for n in range(0, len(items), 8)))
