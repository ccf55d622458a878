# sum() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'sum()',
    'sum(0)',
    'sum(3)',
    'sum(-2)',
    'sum(True)',
    'sum(1.5)',
    'sum(1j)',
    "sum('ab')",
    "sum('12')",
    "sum(b'ab')",
    'sum([1, 2])',
    'sum((1,))',
    'sum({1})',
    'sum(frozenset({1}))',
    "sum({'k': 1})",
    'sum(None)',
    'sum(range(3))',
    'sum(bytearray(b"x"))',
    'sum(...)',
    'sum(float("inf"))',
    'sum(Odd())',
    'sum([("a", 1)])',
    'sum(iter("xy"))',
    'sum(memoryview(b"xy"))',
    "sum('é\\\\u2603')",
    'sum("1, 2")',
    'sum([[1], [2]])',
    'sum(len)',
    'sum(int)',
    'sum([1, 2], 3)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
