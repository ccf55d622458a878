# str() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'str()',
    'str(0)',
    'str(3)',
    'str(-2)',
    'str(True)',
    'str(1.5)',
    'str(1j)',
    "str('ab')",
    "str('12')",
    "str(b'ab')",
    'str([1, 2])',
    'str((1,))',
    'str({1})',
    'str(frozenset({1}))',
    "str({'k': 1})",
    'str(None)',
    'str(range(3))',
    'str(bytearray(b"x"))',
    'str(...)',
    'str(float("inf"))',
    'str(Odd())',
    'str([("a", 1)])',
    'str(iter("xy"))',
    'str(memoryview(b"xy"))',
    "str('é\\\\u2603')",
    'str("1, 2")',
    'str([[1], [2]])',
    'str(len)',
    'str(int)',
    "str(b'a', 'ascii')",
    'str(object=5)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
