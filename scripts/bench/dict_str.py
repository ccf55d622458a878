"""Dict get and set with string keys."""
from timed import timed

KEYS = ['key%d' % i for i in range(1000)]


def touch(n):
    table = {}
    for _ in range(n):
        for key in KEYS:
            table[key] = table.get(key, 0) + 1
        for key in KEYS:
            table[key] += 2
    return table['key7']


timed(touch, 2500)
