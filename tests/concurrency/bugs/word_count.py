"""Tasks of a pool add their counts to one dictionary, reading and then writing each: counts are lost."""

from concurrent.futures import ThreadPoolExecutor

LINES = ['red green', 'green blue red']


def count(line):
    for word in line.split():
        totals[word] = totals.get(word, 0) + 1


totals = {}
with ThreadPoolExecutor(max_workers=2) as pool:
    for future in [pool.submit(count, line) for line in LINES]:
        future.result()
assert totals == {'red': 2, 'green': 2, 'blue': 1}, totals
