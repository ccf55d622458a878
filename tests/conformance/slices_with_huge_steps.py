# Steps that lead past the end of memory: nothing may be reckoned with them beyond the last item.
import array
import mmap
import sys

STEPS = [sys.maxsize, sys.maxsize // 4 + 1, sys.maxsize // 8, -sys.maxsize, -sys.maxsize - 1, -(sys.maxsize // 2), 1 << 70, -(1 << 70)]
STARTS = [None, 1, -2, sys.maxsize, -sys.maxsize - 1]


def mapped():
    memory = mmap.mmap(-1, 6)
    memory[:] = b'012345'
    return memory


MAKERS = [
    lambda: list(range(6)), lambda: tuple(range(6)), lambda: 'abcdef', lambda: 'abc\u1234ef', lambda: b'012345',
    lambda: bytearray(b'012345'), lambda: range(0, 60, 10), lambda: array.array('b', range(6)), lambda: array.array('h', range(6)),
    lambda: array.array('i', range(6)), lambda: array.array('d', range(6)), lambda: memoryview(bytearray(b'012345')),
    lambda: memoryview(array.array('q', range(6))), mapped]


def get(x, s):
    return x[s]


def delete(x, s):
    del x[s]
    return x


def set_to_nothing(x, s):
    x[s] = x[:0]
    return x


def set_to_one(x, s):
    x[s] = x[3:4]
    return x


def set_to_itself(x, s):
    x[s] = x[s]
    return x


def show(function, *arguments):
    try:
        result = function(*arguments)
    except (TypeError, ValueError) as error:
        return type(error).__name__
    return repr(list(result[:]) if isinstance(result, (memoryview, mmap.mmap)) else result)


for make in MAKERS:
    print('----', type(make()).__name__)
    for operation in get, delete, set_to_nothing, set_to_one, set_to_itself:
        for start in STARTS:
            seen = [show(operation, make(), slice(start, None, step)) for step in STEPS]
            print(operation.__name__, start, *dict.fromkeys(seen), sep='\t')
for step in STEPS:
    print([slice(start, None, step).indices(6) for start in STARTS])

# An empty array or bytearray deletes, with any step; an empty list does not.
for x in array.array('i', range(10)), bytearray(range(10)), list(range(10)):
    print(show(set_to_nothing, x, slice(None, None, 3)), show(set_to_nothing, x, slice(None, None, -2)), x)
