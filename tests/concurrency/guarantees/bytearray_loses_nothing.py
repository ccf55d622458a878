# append and += of bytes: nothing is lost, what one += brought stands side by side.
from itertools import repeat

from _at_once import list_at_once
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

# Two threads that do nothing else.
for _ in range(10):
    data = bytearray()
    list_at_once(*(map(data.append, repeat(byte, 20000)) for byte in b'ab'))
    list_at_once(*(map(data.extend, repeat(part, 5000)) for part in (b'cde', b'fg')))
    assert [data.count(byte) for byte in b'abcdefg'] == [20000] * 2 + [5000] * 5 and len(data) == 65000
