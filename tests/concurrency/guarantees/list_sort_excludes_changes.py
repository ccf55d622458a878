# While a list is sorted it is empty for others; what they change meanwhile is a ValueError of sort().
from _trial import attack

items = list(range(50))
outcomes = set()


def key(value):
    return -value


def sort(i):
    try:
        items.sort(key=key)
        outcomes.add('sorted')
    except ValueError as error:
        outcomes.add(str(error))


def change(i):
    items.append(-1)
    try:
        items.remove(-1)
    except ValueError:
        pass


attack(sort, change, rounds=200)
print(outcomes <= {'sorted', 'list modified during sort'})
print(set(range(50)) - set(items), set(items) <= set(range(-1, 50)))
