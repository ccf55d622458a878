"""Instance creation."""
from timed import timed


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def points(n):
    total = 0
    for i in range(n):
        total += Point(i, 1).x
    return total


timed(points, 2000000)
