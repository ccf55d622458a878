# to_bytes and from_bytes: orders, signs, lengths and defaults.
for n in (0, 1, 127, 128, 255, 256, -1, -128, -129, 2 ** 63, -2 ** 63, 2 ** 100 + 7):
    length = (n.bit_length() + 8) // 8
    for order in ('big', 'little'):
        data = n.to_bytes(length, order, signed=True)
        print(n, order, data, int.from_bytes(data, order, signed=True) == n, int.from_bytes(data, order))
print((5).to_bytes(), int.from_bytes(b'\1\2'), (0).to_bytes(0, 'big'), int.from_bytes(b'', 'little'), int.from_bytes([1, 2, 3], 'big'), int.from_bytes(bytearray(b'\xff'), 'big', signed=True), True.to_bytes(2, 'big'), bool.from_bytes(b'\1', 'big'), type(bool.from_bytes(b'\0', 'big')))
class B:
    def __bytes__(self): return b'\x01\x00'
class I(int): pass
print(int.from_bytes(B(), 'big'), type(I.from_bytes(b'\5', 'big')).__name__, I(3).to_bytes(1, 'little'))
for source in ('(256).to_bytes(1, "big")', '(-1).to_bytes(1, "big")', '(128).to_bytes(1, "big", signed=True)', '(1).to_bytes(-1, "big")', '(1).to_bytes(1, "middle")', 'int.from_bytes("a", "big")', 'int.from_bytes(5, "big")', 'int.from_bytes([256], "big")', '(1).to_bytes(1.5, "big")', '(1).to_bytes(2, 5)', '(0).to_bytes(0, "little", signed=True)', '(1).to_bytes(0, "big")', '(2 ** 64).to_bytes(8, "little")', '(1).to_bytes(length=2, byteorder="little")', 'int.from_bytes(b"a", "big", True)'):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
