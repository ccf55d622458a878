# The object that lru_cache makes: keys, methods, copies, errors, calls that clear or fill the cache that they are in.
import copy
import functools
import pickle
import weakref
from functools import lru_cache

Cached = type(lru_cache(len))
print(Cached.__module__, Cached.__name__, repr(lru_cache(len)).split(' at ')[0])


class Key:
    n_hashed = n_compared = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        Key.n_hashed += 1
        return self.n % 2

    def __eq__(self, other):
        Key.n_compared += 1
        return self.n == other.n


@lru_cache(maxsize=3)
def number(key):
    return key.n


for n in (1, 3, 1, 5, 7, 1, 3):
    assert number(Key(n)) == n
print(Key.n_hashed, number.cache_info())


@lru_cache
def show(*args, **kwargs):
    return args, kwargs


for call in (lambda: show(1, 2), lambda: show((1, 2)), lambda: show(1, b=2), lambda: show(b=2, a=1), lambda: show(a=1, b=2),
             lambda: show(), lambda: show(True), lambda: show(1), lambda: show(1.0), lambda: show('1'), lambda: show(1, 'b', 2),
             lambda: show(()), lambda: show(1, 2)):
    print(call(), show.cache_info()[:2])


@lru_cache(typed=True)
def typed(*args, **kwargs):
    return [type(v).__name__ for v in (*args, *kwargs.values())]


print(typed(1, b=2), typed(1.0, b=2), typed(1, b=2.0), typed(1, b=2), typed(1), typed(True), typed(), typed.cache_info())


class C:
    @lru_cache(maxsize=None)
    def method(self, x=0):
        return x + 1

    @classmethod
    @lru_cache
    def of_class(cls):
        return cls.__name__

    @staticmethod
    @lru_cache
    def of_none(x):
        return x

    @property
    @lru_cache
    def value(self):
        return 'value'

    @lru_cache
    def __len__(self):
        return 4

    count = lru_cache(len)


c = C()
print(c.method(1), c.method(1), C.method(c, 1), c.method(), C.method.cache_info(), c.method.cache_info()[0])
print(c.of_class(), C.of_class(), c.of_none(3), c.value, len(c), c.method.__self__ is c, c.method.__func__ is C.method)
print(c.count(), C.count(''), isinstance(C.__dict__['method'], Cached))


def pickled(x):
    return x


pickled = lru_cache(pickled)
print(pickle.loads(pickle.dumps(pickled)) is pickled, copy.copy(pickled) is pickled, copy.deepcopy([pickled])[0] is pickled)
print(weakref.ref(pickled)() is pickled, pickled.__wrapped__(1), pickled.cache_parameters())
pickled.mark = 1
print(sorted(vars(pickled)))


numbers = Cached(abs, 2, False, lambda *numbers: numbers)
print(numbers(-1), numbers(-1), numbers.cache_info(), callable(numbers))

for bad in (lambda: Cached(1, 2, False, tuple), lambda: Cached(abs, 'x', False, tuple), lambda: Cached(abs, 1.5, False, tuple),
            lambda: Cached(abs, 2), lambda: Cached(abs, 2 ** 70, False, tuple), lambda: show([]), lambda: show(a={}),
            lambda: lru_cache('x'), lambda: type('Loud', (Cached,), {}), lambda: pickled.cache_info(1), lambda: pickled.cache_clear(1)):
    try:
        print(bad())
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)


@lru_cache(-3)
def negative(x):
    return x


print(negative(1), negative(1), negative.cache_info())


@lru_cache(maxsize=2)
def fails(x):
    if x:
        raise ValueError(x)
    return x


for x in (0, 1, 1, 0):
    try:
        fails(x)
    except ValueError:
        pass
print(fails.cache_info())


@lru_cache(maxsize=3)
def fills(n):
    return n if n == 0 else fills(n - 1) + 1


print(fills(10), fills.cache_info(), fills(8), fills(9), fills.cache_info())


@lru_cache(maxsize=4)
def clears(n):
    if n == 2:
        clears.cache_clear()
    return n


for n in (1, 2, 1, 2):
    clears(n)
print(clears.cache_info())


@functools.cache
def depth(n):
    return 0 if n == 0 else depth(n - 1) + 1


print(depth(200), depth.cache_info())
try:
    depth(10 ** 6)
except RecursionError:
    print('too deep', depth.cache_info().currsize > 200)
print(depth(5))
