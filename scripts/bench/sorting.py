"""Sorting: random ints, floats, strings and a key function."""
from timed import timed


def randoms(n):
    x, out = 12345, []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        out.append(x)
    return out


INTS = randoms(200000)
FLOATS = [i / 7 for i in INTS]
STRINGS = [str(i) for i in INTS]


def sort():
    one = sorted(INTS)
    two = sorted(FLOATS, reverse=True)
    three = sorted(STRINGS)
    four = sorted(INTS, key=lambda i: i % 1000)
    five = sorted(one)
    return one[7], two[7], three[7], four[7], five[7]


timed(sort)
