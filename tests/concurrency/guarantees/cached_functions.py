# lru_cache: every call gets the right answer. Hits and misses add up to the calls where the cache is bounded; where it is
# not, nothing is locked, and some may go uncounted.
from functools import cached_property, lru_cache

from _trial import THREADS, attack, each


@lru_cache(maxsize=50)
def square(n):
    return n * n


@lru_cache(maxsize=None)
def cube(n):
    return n ** 3


class Thing:
    @cached_property
    def value(self):
        return object()


things = [Thing() for _ in range(200)]


def caller(k):
    def call(i):
        assert square(i % 80) == (i % 80) ** 2
        assert cube(i % 80) == (i % 80) ** 3
        things[i % 200].value
    return call


attack(*each(caller), rounds=800)
info = square.cache_info()
print(info.hits + info.misses == THREADS * 800, info.currsize)
info = cube.cache_info()
print(0 < info.hits + info.misses <= THREADS * 800, info.currsize)
print(all(thing.value is thing.value for thing in things))
