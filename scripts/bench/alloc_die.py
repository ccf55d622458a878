"""N threads that each create five million small objects, which die at once: alloc_die.py N."""
import sys

from timed import timed_threads


class Small:
    def __init__(self, value):
        self.value = value


def create():
    total = 0
    for i in range(5000000):
        total += Small(i).value
    return total


timed_threads(create, int(sys.argv[1]))
