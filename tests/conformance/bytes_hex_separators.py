# hex() of bytes, bytearray and memoryview, and binascii.hexlify: the separator and its groups.
import binascii

data = bytes(range(0xb0, 0xb7))
for group in 0, 1, 2, -2, 3, -3, 7, 8, -100, 2 ** 31 - 1, -2 ** 31, 2 ** 31, '1':
    try:
        print(group, data.hex(':', group), bytearray(data).hex('-', group), memoryview(data).hex(b'.', group), binascii.hexlify(data, '\0', group))
    except (OverflowError, TypeError) as error:
        print(group, type(error).__name__, error)
print(b''.hex(':'), b'a'.hex(':', 2), repr(b'abc'.hex(b'\0')), data.hex(bytes_per_sep=3), data.hex(sep='_', bytes_per_sep=3))
for sep in '', 'ab', '\xff', b'\xff', '\u2603', b'', 5, None, bytearray(b':'), [1]:
    for function in b'abc'.hex, bytearray(b'abc').hex, lambda s: binascii.b2a_hex(b'abc', s):
        try:
            print(repr(sep), function(sep))
        except (TypeError, ValueError) as error:
            print(repr(sep), type(error).__name__, error)
