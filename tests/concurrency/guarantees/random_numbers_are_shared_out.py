# Threads that draw from one generator get its numbers, each once.
import random
from itertools import islice

from _at_once import list_at_once
from _trial import THREADS, attack, each

source, same = random.Random(42), random.Random(42)
got = [[] for _ in range(THREADS)]


def drawer(k):
    return lambda i: got[k].append(source.random())


attack(*each(drawer), rounds=800)
print(sorted(sum(got, [])) == sorted(same.random() for _ in range(THREADS * 800)))

# Two threads that do nothing else.
for _ in range(5):
    parts = list_at_once(*(islice(iter(source.random, None), 20000) for _ in range(2)))
    assert sorted(sum(parts, [])) == sorted(islice(iter(same.random, None), 40000))
