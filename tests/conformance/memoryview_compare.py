# memoryview: ==, hash, and what is bytes-like to others.
from array import array
import hashlib
import io
import struct


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, BufferError) as error:
        return f'{type(error).__name__}: {error}'


m = memoryview(bytearray(b'abcdefgh'))
gaps = m[::2]
print(gaps == b'aceg', b'aceg' == gaps, gaps != b'aceg', gaps == memoryview(b'aceg'), gaps == 5, gaps == 'aceg')
print(memoryview(array('i', [1, 2])) == array('d', [1, 2]), memoryview(array('i', [1, 2])) == memoryview(array('i', [1, 2])).cast('B'))
nan = array('d', [float('nan')])
print(memoryview(nan) == nan, memoryview(nan) == memoryview(nan).cast('B'), m.cast('B', [2, 4]) == m, m.cast('B', [2, 4]) == m.cast('B', [2, 4]))
print(attempt(lambda: m < m), bytearray(b'ab') < memoryview(b'ac'), bytearray(b'\1\0') == array('h', [1]), b'\1\0' == array('h', [1]))
print(hash(memoryview(b'abc')) == hash(b'abc') == hash(memoryview(b'xabcx')[1:-1]), hash(memoryview(b'abc').cast('c')) == hash(b'abc'))
print(attempt(hash, m), attempt(hash, m.toreadonly()), attempt(hash, memoryview(b'abcd').cast('i')))

for name, function in (('join', b'-'.join), ('list', list), ('bytes', bytes), ('bytearray', bytearray)):
    print(name, attempt(function, [m, array('B', b'xy')]) if name == 'join' else attempt(function, gaps))
print(attempt(b''.join, [gaps]), attempt(lambda: b'q' + gaps), attempt(lambda: bytearray() + gaps), attempt(b'abc'.find, gaps), attempt(b'abc'.startswith, gaps))
print(attempt(hashlib.md5, gaps), attempt(struct.unpack, '4s', gaps), attempt(struct.pack_into, '4s', gaps, 0, b'1234'), attempt(io.BytesIO, gaps))
print(attempt(io.BytesIO(b'1234').readinto, gaps), attempt(str, gaps, 'ascii'), attempt(int, gaps), b'%b|%s' % (gaps, array('h', [1])))
print(int(array('B', b'15')), float(memoryview(b'1.5')), str(array('B', b'ab'), 'ascii'), int.from_bytes(array('h', [1]), 'little'), eval(memoryview(b'1 + 1')))
print(b'ab' + array('h', [1]), b'a,b'.split(array('b', [44])), b'a,b'.partition(array('b', [44])), array('b', [98]) in b'abc', attempt(b'a'.ljust, 5, array('b', [97])))
b = bytearray(b'xy')
b[0:1] = gaps
b += array('h', [1])
b.extend(memoryview(b'!'))
print(b, attempt(b.__iadd__, gaps))
a = array('i', [0, 0])
struct.pack_into('<i', a, 4, 7)
print(a, io.BytesIO(b'\1\0\0\0\2').readinto(a), a, attempt(struct.pack_into, 'i', b'abcd', 0, 1), attempt(struct.pack_into, 'i', memoryview(b'abcd'), 0, 1))
