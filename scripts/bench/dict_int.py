"""Dict get and set with int keys."""
from timed import timed


def touch(n):
    table = {}
    for round in range(n):
        for key in range(0, 7000, 7):
            table[key] = table.get(key, 0) + round
        for key in range(0, 7000, 7):
            table[key] += 2
    return table[7]


timed(touch, 2500)
