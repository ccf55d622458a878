# memoryview: what items of each format are, and what may be stored in them.
from array import array


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, NotImplementedError, ZeroDivisionError) as error:
        return f'{type(error).__name__}: {error}'


class Failing:
    def __index__(self):
        1 / 0


for format in 'cbBhHiIlLqQnNfd?':
    m = memoryview(bytearray(16)).cast(format)
    print(format, m.itemsize, m.shape, m.tolist())
    for item in -1, 1, 127, 128, 255, 256, 2 ** 15, 2 ** 16, 2 ** 31, 2 ** 32, 2 ** 63, 2 ** 64, 1.5, b'z', b'zz', 'z', None, Failing():
        result = attempt(m.__setitem__, 0, item)
        print('   ', item if not isinstance(item, Failing) else 'Failing', m[0] if result is None else result)
m = memoryview(array('u', 'ab'))
print(m.format, m.itemsize, m.shape, m.tobytes(), m.cast('B').tolist())
for function in m.tolist, lambda: m[0], lambda: list(m), lambda: m.__setitem__(0, 1), lambda: m == m, lambda: m[:1].nbytes:
    print(attempt(function))
for code in 'bBhHiIlLqQfd':
    view = memoryview(array(code, [1, 2, 3]))
    view[1] = 7
    print(view.format, view.itemsize, view.tolist(), view[::-2].tolist(), view.readonly, view.obj)
