"""N threads that read one shared object: shared.py dict|instance|method|list N."""
import sys

from timed import timed_threads


class Point:
    def __init__(self):
        self.x = 1
        self.y = 2

    def sum(self):
        return self.x + self.y


TABLE = {'x': 1, 'y': 2, 'z': 3}
POINT = Point()
NUMBERS = [1, 2, 3]
ROUNDS = 12000000


def read_dict():
    total, table = 0, TABLE
    for _ in range(ROUNDS):
        total += table['x'] + table['y']
    return total


def read_instance():
    total, point = 0, POINT
    for _ in range(ROUNDS):
        total += point.x + point.y
    return total


def read_method():
    total, point = 0, POINT
    for _ in range(ROUNDS):
        total += point.sum()
    return total


def read_list():
    total, numbers = 0, NUMBERS
    for _ in range(ROUNDS):
        total += numbers[0] + numbers[2]
    return total


READERS = {
    'dict': read_dict,
    'instance': read_instance,
    'method': read_method,
    'list': read_list,
}
timed_threads(READERS[sys.argv[1]], int(sys.argv[2]))
