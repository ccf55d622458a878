# append and += of bytes: nothing is lost, what one += brought stands side by side.
from _trial import THREADS, attack, each

single, runs = bytearray(), bytearray()


def adder(k):
    def add(i):
        single.append(k)
        runs.extend(bytes([k]) * 8)
    return add


attack(*each(adder), rounds=600)
print(len(single), [single.count(k) for k in range(THREADS)])
print(len(runs), all(len(set(runs[n:n + 8])) == 1 for n in range(0, len(runs), 8)))
