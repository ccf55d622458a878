# lru_cache: every call gets the right answer and is counted once, and the bound holds; also while the cache is cleared.
from functools import cached_property, lru_cache

from _trial import THREADS, attack, each


@lru_cache(maxsize=50)
def square(n):
    return n * n


@lru_cache(maxsize=None)
def cube(n):
    return n ** 3


@lru_cache(maxsize=5)
def pair(a, b):
    return a, b


class Thing:
    @cached_property
    def value(self):
        return object()


things = [Thing() for _ in range(200)]


def caller(k):
    def call(i):
        assert square(i % 80) == (i % 80) ** 2
        assert cube(i % 80) == (i % 80) ** 3
        assert pair(i % 7, b=i % 2) == (i % 7, i % 2)
        things[i % 200].value
    return call


cleared = []


def clear():
    if len(cleared) < 200:
        cleared.append(pair.cache_info())
        pair.cache_clear()


attack(*each(caller), rounds=800, watch=[clear])
info = square.cache_info()
print(info.hits + info.misses == THREADS * 800, info.currsize)
info = cube.cache_info()
print(info.hits + info.misses == THREADS * 800, info.currsize)
info = pair.cache_info()
print(sum(hits + misses for hits, misses, *_ in cleared) + info.hits + info.misses <= THREADS * 800, info.currsize <= 5,
      all(before.currsize <= 5 + THREADS for before in cleared))
pair.cache_clear()
for i in range(28):
    pair(i % 7, b=i % 2)
print(pair.cache_info())
print(all(thing.value is thing.value for thing in things))
