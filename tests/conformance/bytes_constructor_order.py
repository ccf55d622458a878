# What bytes() and bytearray() ask an object for: __bytes__, encoding, __index__, the buffer, iteration.
from array import array


class Text(str):
    def __bytes__(self):
        return b'by __bytes__'


class Unwilling(bytes):
    def __index__(self):
        raise TypeError('no number')


class Number:
    def __index__(self):
        return 3

    def __iter__(self):
        raise ZeroDivisionError


class Failing(Number):
    def __index__(self):
        raise TypeError

    def __iter__(self):
        return iter(b'xyz')


class Negative(bytearray):
    def __index__(self):
        return -1


class Bytes(bytearray):
    def __bytes__(self):
        return b'own'


for kind in bytes, bytearray:
    for source in Text('a'), Unwilling(b'raw'), Number(), Failing(), Negative(b'raw'), Bytes(b'raw'), array('H', [258]), memoryview(b'abcd')[::2], 2 ** 70, -1, 'a', 1.5, None:
        try:
            print(kind.__name__, type(source).__name__, kind(source))
        except (TypeError, ValueError, OverflowError) as error:
            print(kind.__name__, type(source).__name__, type(error).__name__, error)
    print(kind(Text('é'), 'latin-1'))
print(ord(b'a'), ord(bytearray(b'\xff')))
for wrong in b'', bytearray(b'ab'), memoryview(b'a'), 5:
    try:
        ord(wrong)
    except TypeError as error:
        print(error)
