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
allowed = set(numbers) | {(n, n) for n in numbers}
odd = {item for found in got for item in found} - allowed
print(all(type(item) is tuple for item in odd) and len(odd) < THREADS * 250)
