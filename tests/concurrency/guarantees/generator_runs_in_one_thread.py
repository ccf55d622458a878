# A generator that another thread runs is a ValueError; nothing is yielded twice or left out.
from _at_once import list_at_once
from _trial import THREADS, attack, each


def numbers():
    n = 0
    while True:
        yield n
        n += 1


shared = numbers()
got = [[] for _ in range(THREADS)]
refusals = set()


def stepper(k):
    def step(i):
        try:
            got[k].append(next(shared))
        except ValueError as error:
            refusals.add(str(error))
    return step


attack(*each(stepper), rounds=1000)
everything = sorted(sum(got, []))
print(everything == list(range(len(everything))), refusals <= {'generator already executing'})


def stepping(n):
    """Does nothing else."""
    for _ in range(n):
        try:
            yield next(shared)
        except ValueError:
            pass


for _ in range(8):
    shared = numbers()
    everything = sorted(sum(list_at_once(stepping(10000), stepping(10000)), []))
    assert everything == list(range(len(everything)))
