# itertools.count is atomic: no number comes twice, none is left out.
from itertools import count, islice

from _at_once import list_at_once
from _trial import THREADS, attack, each

numbers, steps = count(), count(10, 5)
got = [[] for _ in range(THREADS)]
got_steps = [[] for _ in range(THREADS)]


def taker(k):
    def take(i):
        got[k].append(next(numbers))
        got_steps[k].append(next(steps))
    return take


attack(*each(taker), rounds=1500)
print(sorted(sum(got, [])) == list(range(6000)))
print(sorted(sum(got_steps, [])) == list(range(10, 10 + 5 * 6000, 5)))

# Two threads that do nothing else.
for _ in range(10):
    for numbers, expected in (count(), range(40000)), (count(10, 5), range(10, 10 + 5 * 40000, 5)):
        parts = list_at_once(islice(numbers, 20000), islice(numbers, 20000))
        assert sorted(sum(parts, [])) == list(expected)
