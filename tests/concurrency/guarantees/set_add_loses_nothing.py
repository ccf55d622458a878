# What threads add is all there; what they discard is gone.
from _trial import THREADS, attack, each

numbers = set()


def adder(k):
    def add(i):
        numbers.add((k, i))
        numbers.add(i)
        numbers.add(('gone', k, i))
        numbers.discard(('gone', k, i))
        assert (k, i) in numbers
    return add


attack(*each(adder), rounds=800)
print(len(numbers) == THREADS * 800 + 800, all((k, i) in numbers for k in range(THREADS) for i in range(800)))
