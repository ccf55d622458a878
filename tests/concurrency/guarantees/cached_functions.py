# lru_cache: every call gets the right answer, and hits and misses add up to the calls.
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
for info in square.cache_info(), cube.cache_info():
    print(info.hits + info.misses == THREADS * 800, info.currsize)
print(all(thing.value is thing.value for thing in things))
