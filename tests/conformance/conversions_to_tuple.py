# tuple() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'tuple()',
    'tuple(0)',
    'tuple(3)',
    'tuple(-2)',
    'tuple(True)',
    'tuple(1.5)',
    'tuple(1j)',
    "tuple('ab')",
    "tuple('12')",
    "tuple(b'ab')",
    'tuple([1, 2])',
    'tuple((1,))',
    'tuple({1})',
    'tuple(frozenset({1}))',
    "tuple({'k': 1})",
    'tuple(None)',
    'tuple(range(3))',
    'tuple(bytearray(b"x"))',
    'tuple(...)',
    'tuple(float("inf"))',
    'tuple(Odd())',
    'tuple([("a", 1)])',
    'tuple(iter("xy"))',
    'tuple(memoryview(b"xy"))',
    "tuple('é\\\\u2603')",
    'tuple("1, 2")',
    'tuple([[1], [2]])',
    'tuple(len)',
    'tuple(int)',
    "tuple('ab', 'c')",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
