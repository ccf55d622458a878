# What is appended at one end is popped at the other once, and in each producer's order.
from collections import deque

from _trial import attack, once

items = deque()
got = [[], []]


def producer(k):
    def produce(i):
        items.append((k, i))
    return produce


def consumer(k):
    def consume(i):
        item = once(items.popleft, IndexError)
        if item is not None:
            got[k].append(item)
    return consume


attack(producer(0), producer(1), consumer(0), consumer(1), rounds=1500)
everything = got[0] + got[1] + list(items)
print(sorted(everything) == [(k, i) for k in range(2) for i in range(1500)])
print(all([i for k, i in taken if k == maker] == sorted(i for k, i in taken if k == maker)
          for taken in got for maker in range(2)))
