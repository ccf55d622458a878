# The part of ctypes that describes data: numbers, characters, arrays and structures over memory.
from ctypes import (Structure, alignment, c_bool, c_byte, c_char, c_double, c_float, c_int, c_longlong, c_short, c_uint, c_wchar,
                    create_string_buffer, sizeof)


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for made in (lambda: c_int(2 ** 40 + 3), lambda: c_uint(-1), lambda: c_byte(200), lambda: c_bool(5), lambda: c_char(b'a'),
             lambda: c_char(65), lambda: c_wchar('x'), lambda: c_double(3), lambda: c_float(1.1), lambda: c_int(True), c_int, c_char,
             c_wchar, c_bool, c_double):
    attempt(made)
for kind, value in ((c_int, 'a'), (c_int, 1.5), (c_int, None), (c_char, 'a'), (c_char, b'ab'), (c_char, 300), (c_wchar, 5),
                    (c_wchar, 'xy'), (c_double, 'a')):
    attempt(kind, value)
attempt(c_int, 1, 2)
print(bool(c_int(0)), bool(c_int(1)), c_int(3) == c_int(3), c_int._type_, sizeof(c_longlong), alignment(c_double))

Five = c_int * 5
numbers = Five(1, 2, 3)
print(Five.__name__, len(numbers), list(numbers), numbers[-1], numbers[::-1], sizeof(Five), Five is c_int * 5, Five._length_)
numbers[1:3] = [7, 8]
numbers[-1] = -2 ** 31 - 1
print(numbers[:])
for key, value in ((5, 1), ('a', 1), (0, 'a'), (slice(0, 2), [1, 2, 3])):
    attempt(numbers.__setitem__, key, value)
attempt(Five, 1, 2, 3, 4, 5, 6)
attempt(numbers.__delitem__, 0)
attempt(lambda: c_int * -1)
attempt(lambda: c_int * 'a')
grid = ((c_int * 2) * 3)()
grid[0][1] = 5
print([list(row) for row in grid])

text = (c_char * 6)()
text.value = b'hello'
print(text.value, text.raw, text[0], text[1:3], text[:])
text.raw = b'ab'
print(text.raw)
for name, value in (('value', b'1234567'), ('value', 'x'), ('raw', b'12345678')):
    attempt(setattr, text, name, value)
wide = (c_wchar * 4)()
wide.value = 'hey'
print(wide.value, repr(wide[:]), wide[0], create_string_buffer(b'abc').raw, create_string_buffer(2).raw)
attempt(setattr, wide, 'value', 'hello')


class Point(Structure):
    _fields_ = [('x', c_int), ('y', c_double), ('c', c_char)]


class Named(Point):
    _fields_ = [('z', c_short), ('p', Point), ('a', c_int * 3)]


point = Point(1, y=2.5)
print(sizeof(Point), point.x, point.y, point.c, Point.y.offset, Point.y.size, Point.x)
for args in ((1, 2, b'a', 4), ('a',)):
    attempt(Point, *args)
attempt(lambda: Point(1, x=2))
attempt(setattr, point, 'x', 'a')
named = Named(1, 2, b'c', 4)
named.p.x = 9
named.a[1] = 4
print(sizeof(Named), named.z, named.p.x, list(named.a), Named.z.offset)
named.a = 1, 2, 3
named.p = Point(3, 4)
print(list(named.a), named.p.x, named.p.y)
attempt(setattr, named, 'a', 5)

buffer = bytearray(8)
c_int.from_buffer(buffer, 4).value = 7
print(buffer, c_int.from_buffer_copy(b'abcd').value)
attempt(c_int.from_buffer, buffer, 6)
attempt(c_int.from_buffer, buffer, -1)
attempt(c_int.from_buffer, b'abcd')
attempt(c_int.from_buffer_copy, b'abc')
attempt(sizeof, 5)
