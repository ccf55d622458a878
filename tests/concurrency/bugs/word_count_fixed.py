"""Tasks of a pool return counts of their own, which one thread adds up."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

LINES = ['red green', 'green blue red']


def count(line):
    return Counter(line.split())


totals = Counter()
with ThreadPoolExecutor(max_workers=2) as pool:
    for counts in pool.map(count, LINES):
        totals += counts
assert totals == {'red': 2, 'green': 2, 'blue': 1}, totals
