# One iterator over a list, a dict, zip, map, enumerate, chain: every item is one of the container's.
from itertools import chain, cycle, islice

from _trial import THREADS, attack, each

numbers = list(range(1000))
table = {n: n for n in numbers}
iterators = [iter(numbers), iter(table), iter(table.items()), zip(numbers, numbers), map(abs, numbers),
             enumerate(numbers), chain(numbers, numbers), islice(cycle(numbers), 3000), reversed(numbers),
             filter(None, numbers)]
got = [set() for _ in range(THREADS)]


def stepper(k):
    def step(i):
        for iterator in iterators:
            got[k].add(next(iterator, 0))
    return step


attack(*each(stepper), rounds=250)
found = {item for items in got for item in items}
singles, pairs = ({item for item in found if type(item) is kind} for kind in (int, tuple))
print(len(singles) + len(pairs) == len(found), singles <= set(numbers))
# zip() and enumerate() may put together what did not belong together, but nothing that was not there.
print(all(len(pair) == 2 and set(pair) <= set(numbers) for pair in pairs))
