# sorted() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'sorted()',
    'sorted(0)',
    'sorted(3)',
    'sorted(-2)',
    'sorted(True)',
    'sorted(1.5)',
    'sorted(1j)',
    "sorted('ab')",
    "sorted('12')",
    "sorted(b'ab')",
    'sorted([1, 2])',
    'sorted((1,))',
    'sorted({1})',
    'sorted(frozenset({1}))',
    "sorted({'k': 1})",
    'sorted(None)',
    'sorted(range(3))',
    'sorted(bytearray(b"x"))',
    'sorted(...)',
    'sorted(float("inf"))',
    'sorted(Odd())',
    'sorted([("a", 1)])',
    'sorted(iter("xy"))',
    'sorted(memoryview(b"xy"))',
    "sorted('é\\\\u2603')",
    'sorted("1, 2")',
    'sorted([[1], [2]])',
    'sorted(len)',
    'sorted(int)',
    'sorted([3, 1], reverse=True)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
