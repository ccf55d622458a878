# bytes() and bytearray() of everything.
class I:
    def __index__(self): return 3
class B:
    def __bytes__(self): return b'own'
class It:
    def __iter__(self): return iter([1, 2])
class Bad:
    def __bytes__(self): return 'text'
CASES = [
    'bytes()',
    'bytes(3)',
    'bytes(True)',
    "bytes(b'abc')",
    'bytes([1, 2, 255])',
    'bytes((65, 66))',
    'bytes(range(3))',
    "bytes('é', 'utf-8')",
    "bytes('é', 'ascii', 'ignore')",
    "bytes('é', encoding='latin-1', errors='strict')",
    'bytes(I())',
    'bytes(B())',
    'bytes(It())',
    'bytes(Bad())',
    "bytes(bytearray(b'x'))",
    "bytes(memoryview(b'xyz')[::2])",
    'bytes(x for x in [1, 2])',
    'bytes({5: 6})',
    "bytes('text')",
    'bytes([256])',
    'bytes([-1])',
    "bytes(['a'])",
    'bytes([1.0])',
    'bytes(-1)',
    'bytes(2 ** 70)',
    'bytes(1.5)',
    'bytes(None)',
    "bytes(b'a', 'utf-8')",
    "bytes(5, 'utf-8')",
    "bytes('a', 5)",
    "bytes('a', 'nope')",
    "bytes('é', 'ascii')",
    "bytes(encoding='utf-8')",
    "bytes(errors='strict')",
    "bytes(source=b'a')",
    "bytes('a', 'utf-8', 'strict', 1)",
    'bytearray()',
    'bytearray(3)',
    "bytearray('é', 'utf-8')",
    'bytearray([1, 2])',
    "bytearray('text')",
    'bytearray([256])',
    'bytearray(-1)',
    'bytearray(I())',
    'bytearray(B())',
    'bytearray(None)',
    'bytes([I()])',
    "b'a' b'b'",
    'b\'\\x41\\101\\n\\\'"\'',
    "rb'\\x41'",
    "b'%d' % 5",
    "bytes(b'abc') is bytes(b'abc') or True",
    'bytes.__new__(bytes, 2)',
    "bytes.fromhex('')",
    "int.from_bytes(b'\\x01\\x00', 'big')",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
