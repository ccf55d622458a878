# A slice is read and assigned at one moment; pop takes each byte once.
from itertools import repeat

from _at_once import list_at_once
from _trial import attack, each

data = bytearray(16)
popped_from = bytearray(2400)
counts = [0] * 4


def writer(k):
    def write(i):
        data[:] = bytes([i % 256]) * 16
        popped_from.pop()
        counts[k] += 1
    return write


def look():
    for copy in data[:], bytes(data), data.copy():
        assert len(copy) == 16 and len(set(copy)) == 1, copy


attack(*each(writer), watch=[look, look])
print(len(data), len(popped_from), sum(counts))

# Two threads that do nothing else.
for _ in range(10):
    popped_from = bytearray(bytes(range(250)) * 160)
    everything = sorted(popped_from)
    parts = list_at_once(*(map(popped_from.pop, repeat(-1, 20000)) for _ in range(2)))
    assert sorted(sum(parts, [])) == everything and len(popped_from) == 0
