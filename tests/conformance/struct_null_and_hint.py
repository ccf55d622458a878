# struct: null characters in formats, and how much an unpack iterator has left.
import operator
import struct

for format in '\0', '2\0i', b'\0', 'i\0', '=\0':
    try:
        print(struct.calcsize(format))
    except struct.error as error:
        print(repr(format), error)
steps = struct.iter_unpack('<h', bytes(range(8)))
while hint := operator.length_hint(steps):
    print(hint, next(steps))
print(list(steps), operator.length_hint(steps))
