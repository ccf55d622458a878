"""N threads that each create five million small objects and keep them alive: alloc_keep.py N."""
import sys

from timed import timed_threads


class Small:
    def __init__(self, value):
        self.value = value


KEPT = []


def create():
    mine = [None] * 5000000
    KEPT.append(mine)
    for i in range(5000000):
        mine[i] = Small(i)
    return mine[-1].value


timed_threads(create, int(sys.argv[1]))
