"""Closures: made, called, and their cells updated."""
from timed import timed


def make(start):
    total = start

    def add(step):
        nonlocal total
        total += step
        return total

    return add


def run(n):
    result = 0
    for i in range(n):
        add = make(i)
        add(1)
        add(2)
        result ^= add(3)
    return result


timed(run, 1000000)
