# Reading and writing single numbers and characters of ctypes: what fits, what is cut off, what is refused, and where they lie.
import ctypes
from ctypes import c_bool, c_byte, c_char, c_double, c_float, c_int, c_longlong, c_short, c_ubyte, c_uint, c_ulonglong, c_wchar


class Index:
    def __index__(self):
        return 300


class Broken:
    def __index__(self):
        raise KeyError('broken')

    __float__ = __bool__ = __index__


values = (0, -1, 127, 128, 255, 256, 2 ** 31, 2 ** 63, 2 ** 64, -2 ** 63 - 1, 2 ** 200 + 5, -2 ** 200 - 5, True, 1.5, 1e300, -0.0, float('inf'),
          'a', 'ab', '', 'é', '😀', b'a', b'ab', bytearray(b'z'), bytearray(2), None, [], Index(), Broken(), 10 ** 400)
for kind in (c_byte, c_ubyte, c_short, c_int, c_uint, c_longlong, c_ulonglong, c_float, c_double, c_bool, c_char, c_wchar):
    for value in values:
        results = []
        for attempt in ('call', 'set', 'item', 'make'):
            try:
                if attempt == 'call':
                    results.append(repr(kind(value).value))
                elif attempt == 'set':
                    number = kind()
                    number.value = value
                    results.append(repr(number.value))
                elif attempt == 'item':
                    array = (kind * 3)()
                    array[1] = value
                    results.append(repr([array[i] for i in (-2, 0)]))
                else:
                    results.append(repr(list((kind * 2)(value))))
            except Exception as e:
                results.append(f'{type(e).__name__}: {e}')
        print(kind.__name__, repr(value)[:20].split(' at ')[0], results if len(set(results)) > 1 else results[0])

numbers = (c_int * 5)(*range(5))
for key in (0, -1, -5, 5, -6, True, Index(), 2 ** 70, 1.0, 'a', None, slice(1, 4), slice(None, None, -2), slice(4, 1), slice(0, 2, 0)):
    for attempt in (lambda: numbers[key], lambda: numbers.__setitem__(key, numbers[key] if isinstance(key, slice) else 7)):
        try:
            print(attempt(), end=' ')
        except Exception as e:
            print(type(e).__name__, e, end=' ')
    print(list(numbers))
for attempt in (lambda: delattr(c_int(), 'value'), lambda: numbers.__delitem__(0), lambda: numbers.__delitem__(slice(0, 1)),
                lambda: numbers.__setitem__(0, c_int(9)), lambda: numbers.__setitem__(slice(0, 2), [1]), lambda: len(numbers),
                lambda: c_wchar.from_buffer_copy(b'\xff' * 4).value, lambda: c_bool.from_buffer_copy(b'\x07').value):
    try:
        print(attempt())
    except Exception as e:
        print(type(e).__name__, e)


class Mine(c_int):
    pass


class Record(ctypes.Structure):
    _fields_ = [('plain', c_int), ('mine', Mine), ('many', c_short * 2)]


record = Record(1, 2)
record.plain += 5
record.mine.value += 5
record.many[1] -= 1
print(record.plain, type(record.mine).__name__, record.mine.value, list(record.many), type((Mine * 2)()[0]).__name__)


class Doubled(ctypes.c_int):
    def __init__(self, v):
        ctypes.c_int.__init__(self, v * 2)


class Hidden(ctypes.c_int):
    value = 'of the class'


n = ctypes.c_int(5)
print(n.__init__(), n, n.__init__(6), n, Doubled(4).value, Hidden(3).value, ctypes.c_int.__init__(n, 7), n)
print(ctypes.c_int(ignored=1), ctypes.c_char(), ctypes.c_bool(2), type(Doubled(1)).__mro__[1].__name__)
for make in (lambda: ctypes.c_int(1, 2), lambda: ctypes.c_int('x'), lambda: Doubled(), lambda: ctypes.c_short(1.5)):
    try:
        print(make())
    except TypeError as error:
        print(error)
memory = bytearray(8)
over = ctypes.c_int.from_buffer(memory, 4)
over.__init__(258)
print(list(memory))
