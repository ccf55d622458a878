# bytes() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'bytes()',
    'bytes(0)',
    'bytes(3)',
    'bytes(-2)',
    'bytes(True)',
    'bytes(1.5)',
    'bytes(1j)',
    "bytes('ab')",
    "bytes('12')",
    "bytes(b'ab')",
    'bytes([1, 2])',
    'bytes((1,))',
    'bytes({1})',
    'bytes(frozenset({1}))',
    "bytes({'k': 1})",
    'bytes(None)',
    'bytes(range(3))',
    'bytes(bytearray(b"x"))',
    'bytes(...)',
    'bytes(float("inf"))',
    'bytes(Odd())',
    'bytes([("a", 1)])',
    'bytes(iter("xy"))',
    'bytes(memoryview(b"xy"))',
    "bytes('é\\\\u2603')",
    'bytes("1, 2")',
    'bytes([[1], [2]])',
    'bytes(len)',
    'bytes(int)',
    'bytes([1, 2])',
    "bytes('a', 'utf-8')",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
