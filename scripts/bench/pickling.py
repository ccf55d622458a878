"""Pickles of lists, dicts or instances: pickling.py dumps|loads lists|dicts|instances."""
import pickle
import sys

from timed import timed


class Point:
    def __init__(self, i):
        self.x = i
        self.y = i * 0.5
        self.name = 'point %d' % (i % 10)


VALUES = {
    'lists': [[i, i * 1000, 'item', [i * 0.5, None, True]] for i in range(5000)],
    'dicts': [{'id': i, 'name': 'n%d' % i, 'tags': {'a': i, 'b': 'x'}, i: i * 0.5} for i in range(3000)],
    'instances': [Point(i) for i in range(4000)],
}


def dumps(n):
    for _ in range(n):
        pickle.dumps(value)


def loads(n):
    for _ in range(n):
        pickle.loads(data)


value = VALUES[sys.argv[2]]
data = pickle.dumps(value)
timed(dumps if sys.argv[1] == 'dumps' else loads, 100)
