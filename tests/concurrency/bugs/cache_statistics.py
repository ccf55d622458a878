"""A memoising decorator counts hits and misses without a lock: together they are fewer than the calls."""

import functools
import threading


def memoised(function):
    values, counts = {}, {'hits': 0, 'misses': 0}

    @functools.wraps(function)
    def wrapper(argument):
        try:
            value = values[argument]
            counts['hits'] += 1
        except KeyError:
            value = values.setdefault(argument, function(argument))
            counts['misses'] += 1
        return value

    wrapper.counts = counts
    return wrapper


@memoised
def square(number):
    return number * number


def work():
    for number in (1, 2, 1):
        square(number)


workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
assert sum(square.counts.values()) == 6, square.counts
