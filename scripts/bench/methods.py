"""Method calls and attribute updates."""
from timed import timed


class Counter:
    def __init__(self):
        self.count = 0
        self.last = 0

    def add(self, step):
        self.count += step
        self.last = step

    def twice(self, step):
        self.add(step)
        self.add(step)


def count(n):
    counter = Counter()
    for i in range(n):
        counter.twice(i & 3)
    return counter.count


timed(count, 1500000)
