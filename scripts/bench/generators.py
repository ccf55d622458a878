"""Generators: one that yields from a loop, one that filters another."""
from timed import timed


def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for i in source:
        if i & 1:
            yield i


def total(n):
    return sum(odd(numbers(n))) + sum(i * 2 for i in range(n))


timed(total, 3000000)
