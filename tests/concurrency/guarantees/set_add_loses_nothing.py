# What threads add is all there; what they discard is gone.
from _at_once import list_at_once
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

# Two threads that do nothing else; the set grows again and again.
for _ in range(30):
    numbers = set()
    list_at_once(map(numbers.add, range(6000)), map(numbers.add, range(6000, 12000)))
    assert len(numbers) == 12000 and sorted(numbers) == list(range(12000))
