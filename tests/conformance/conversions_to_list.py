# list() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'list()',
    'list(0)',
    'list(3)',
    'list(-2)',
    'list(True)',
    'list(1.5)',
    'list(1j)',
    "list('ab')",
    "list('12')",
    "list(b'ab')",
    'list([1, 2])',
    'list((1,))',
    'list({1})',
    'list(frozenset({1}))',
    "list({'k': 1})",
    'list(None)',
    'list(range(3))',
    'list(bytearray(b"x"))',
    'list(...)',
    'list(float("inf"))',
    'list(Odd())',
    'list([("a", 1)])',
    'list(iter("xy"))',
    'list(memoryview(b"xy"))',
    "list('é\\\\u2603')",
    'list("1, 2")',
    'list([[1], [2]])',
    'list(len)',
    'list(int)',
    "list('ab', 'c')",
    'list(x=1)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
