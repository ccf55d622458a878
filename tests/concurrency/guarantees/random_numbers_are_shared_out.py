# Threads that draw from one generator get its numbers, each once.
import random

from _trial import THREADS, attack, each

source, same = random.Random(42), random.Random(42)
got = [[] for _ in range(THREADS)]


def drawer(k):
    return lambda i: got[k].append(source.random())


attack(*each(drawer), rounds=800)
print(sorted(sum(got, [])) == sorted(same.random() for _ in range(THREADS * 800)))
