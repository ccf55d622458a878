"""Hands things to a pool of processes, or of threads, and says for each what happened.

    pickling.py process|thread N
"""

import json
import multiprocessing
import multiprocessing.pool
import sys
import threading
import time


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


class Complicated:
    """An object that no pickle can hold, because it has a lock."""

    def __init__(self, number):
        self.number = number
        self.lock = threading.Lock()

    def work(self, value):
        with self.lock:
            return self.number + value


def same(value):
    return value


def work_with(number, value):
    """The wrapper at module level: it builds the complicated object where it is needed."""
    return Complicated(number).work(value)


def raises(value):
    raise KeyError(value)


def generator():
    yield 1


def trials():
    """Yields (name, function, arguments, expected)."""
    yield 'numbers, strings, containers', same, ({'a': [1, 2.5, ('x', None)]},), {'a': [1, 2.5, ('x', None)]}
    yield 'an instance', same, (Point(1, 2),), Point(1, 2)
    yield 'a bound method', Point(1, 2).__eq__, (Point(1, 2),), True
    yield 'a lambda', (lambda value: value), (1,), 1
    yield 'a generator', next, (generator(),), 1
    yield 'a lock', same, (threading.Lock(),), None
    yield 'a file', str, (sys.stdout,), None
    yield 'a method of an object with a lock', Complicated(40).work, (2,), 42
    yield 'the wrapper at module level', work_with, (40, 2), 42
    yield 'an exception', raises, ('missing',), None


def outcome(pool, function, arguments, expected):
    """'ok', 'other' for a wrong result, or the error in words."""
    try:
        result = pool.apply_async(function, arguments).get(60)
    except Exception as error:
        return '%s: %s' % (type(error).__name__, error)
    return 'ok' if expected is None or result == expected else 'other'


def main(kind):
    pool_type = {'thread': multiprocessing.pool.ThreadPool, 'process': multiprocessing.Pool}[kind]
    begin = time.perf_counter()
    with pool_type(2) as pool:
        found = {name: outcome(pool, *trial) for name, *trial in trials()}
    print(json.dumps({'seconds': time.perf_counter() - begin, **found}))


if __name__ == '__main__':
    main(sys.argv[1])
