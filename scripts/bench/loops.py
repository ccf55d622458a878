"""Nested loops over small ints."""
from timed import timed


def loops(n):
    total = 0
    for i in range(n):
        for j in range(n):
            total += (i ^ j) & 7
            if j > i:
                total -= 1
    return total


timed(loops, 2500)
