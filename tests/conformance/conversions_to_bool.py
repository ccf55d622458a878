# bool() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'bool()',
    'bool(0)',
    'bool(3)',
    'bool(-2)',
    'bool(True)',
    'bool(1.5)',
    'bool(1j)',
    "bool('ab')",
    "bool('12')",
    "bool(b'ab')",
    'bool([1, 2])',
    'bool((1,))',
    'bool({1})',
    'bool(frozenset({1}))',
    "bool({'k': 1})",
    'bool(None)',
    'bool(range(3))',
    'bool(bytearray(b"x"))',
    'bool(...)',
    'bool(float("inf"))',
    'bool(Odd())',
    'bool([("a", 1)])',
    'bool(iter("xy"))',
    'bool(memoryview(b"xy"))',
    "bool('é\\\\u2603')",
    'bool("1, 2")',
    'bool([[1], [2]])',
    'bool(len)',
    'bool(int)',
    'bool(Odd)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
