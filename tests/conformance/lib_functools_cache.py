# lru_cache: eviction of the least recently used, typed keys, cache_info, and cached methods.
from functools import lru_cache, cache, cached_property

calls = []

@lru_cache(maxsize=2)
def f(x, *, y=0):
    calls.append((x, y))
    return x * 10 + y

for args in (1, 2, 1, 3, 2, 1):
    f(args)
print(calls, f.cache_info(), f.cache_parameters())
f.cache_clear()
print(f.cache_info(), f.__wrapped__(5), f.__name__)

@lru_cache(typed=True)
def kind(x):
    return type(x).__name__
print(kind(1), kind(1.0), kind(True), kind.cache_info())

@lru_cache
def untyped(x):
    return type(x).__name__
print(untyped(1), untyped(1.0), untyped(True), untyped.cache_info())

@lru_cache(maxsize=0)
def never(x):
    return x
never(1), never(1)
print(never.cache_info())
try:
    f([])
except TypeError as e:
    print(e)

@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())

class C:
    @cached_property
    def value(self):
        print('computed')
        return 7
c = C()
print(c.value, c.value, c.__dict__)
del c.value
print(c.value)
