# array.array: append, extend and item assignment as list's, values whole.
from array import array

from _trial import attack, each

numbers, wide = array('q'), array('q', [0] * 8)


def adder(k):
    def add(i):
        numbers.append(k)
        numbers.extend(array('q', [k, k]))
        wide[i % 8] = (1 << 40) * i + i
    return add


def look():
    for value in wide:
        assert value >> 40 == value & 0xFFFFF, value


attack(*each(adder), watch=[look])
print(len(numbers), [numbers.count(k) for k in range(4)])
