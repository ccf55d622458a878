"""A memoising decorator counts hits and misses under a lock."""

import functools
import threading


def memoised(function):
    values, counts = {}, {'hits': 0, 'misses': 0}
    lock = threading.Lock()

    @functools.wraps(function)
    def wrapper(argument):
        try:
            value, event = values[argument], 'hits'
        except KeyError:
            value, event = values.setdefault(argument, function(argument)), 'misses'
        with lock:
            counts[event] += 1
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
