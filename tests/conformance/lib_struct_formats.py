# struct: sizes, alignment, byte orders, and what does not fit.
import struct

for format in ('b', 'h', 'i', 'q', 'bi', '<bi', 'bq', '=bq', 'ci0q', '5s', '2x', 'n', 'P', 'e', '3h2b', '?', ''):
    print(repr(format), struct.calcsize(format), end='; ')
print()
print(struct.pack('<hIq', -2, 3, 4), struct.pack('>hIq', -2, 3, 4), struct.pack('!3s5sp', b'abcd', b'x', b'yz'), struct.pack('4p', b'abcdef'))
print(struct.unpack('<bB?c', b'\xff\xff\x01z'), struct.unpack('>2h', b'\x00\x01\xff\xff'), struct.unpack('<e f d', struct.pack('<e f d', 1.5, 0.1, 0.1)))
print(list(struct.iter_unpack('<h', b'\x01\x00\x02\x00')), struct.unpack_from('<h', b'xx\x05\x00', 2), struct.Struct('<2i').size, struct.Struct('>h').format)
buffer = bytearray(6)
struct.pack_into('>h', buffer, 2, 258)
struct.pack_into('>h', buffer, -2, 1)
print(buffer)
for source in ("struct.pack('b', 128)", "struct.pack('B', -1)", "struct.pack('H', 70000)", "struct.pack('h', 1.5)", "struct.pack('2h', 1)", "struct.unpack('h', b'a')", "struct.pack('y', 1)", "struct.pack('s', 'text')", "struct.pack('c', b'ab')", "struct.calcsize('3')", "struct.pack_into('h', buffer, 5, 1)", "struct.unpack_from('h', b'abc', 2)", "struct.pack('<n', 1)", "struct.pack('f', 1e40)", "struct.pack('e', 1e6)", "struct.unpack('h', 'ab')", "struct.pack('q', 2**63)", "list(struct.iter_unpack('h', b'abc'))", "struct.pack_into('h', b'ab', 0, 1)", "struct.pack('?', [])"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
