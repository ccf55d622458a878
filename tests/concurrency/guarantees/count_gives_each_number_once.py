# itertools.count is atomic: no number comes twice, none is left out.
from itertools import count

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
