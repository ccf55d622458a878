"""List append and index."""
from timed import timed


def fill(n):
    numbers = []
    for i in range(n):
        numbers.append(i)
    total = 0
    for i in range(n):
        total += numbers[i]
        numbers[i] = total
    return numbers[-1]


timed(fill, 3000000)
