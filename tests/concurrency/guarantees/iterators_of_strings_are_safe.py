# One iterator over str, bytes, tuple or range stepped by several threads: items of it, none invented.
from _trial import THREADS, attack, each

sources = 'abc\u20ac' * 300, b'xyz' * 400, tuple(range(1200)), range(1200), range(2**70, 2**70 + 1200)
iterators = [iter(source) for source in sources]
got = [[[] for _ in sources] for _ in range(THREADS)]


def stepper(k):
    def step(i):
        for n, iterator in enumerate(iterators):
            item = next(iterator, None)
            if item is not None:
                got[k][n].append(item)
    return step


attack(*each(stepper), rounds=400)
for n, source in enumerate(sources):
    everything = [item for found in got for item in found[n]]
    print(set(everything) <= set(source), all(iterators[n].__length_hint__() >= 0 for _ in range(1)))
