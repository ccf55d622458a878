# dict() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'dict()',
    'dict(0)',
    'dict(3)',
    'dict(-2)',
    'dict(True)',
    'dict(1.5)',
    'dict(1j)',
    "dict('ab')",
    "dict('12')",
    "dict(b'ab')",
    'dict([1, 2])',
    'dict((1,))',
    'dict({1})',
    'dict(frozenset({1}))',
    "dict({'k': 1})",
    'dict(None)',
    'dict(range(3))',
    'dict(bytearray(b"x"))',
    'dict(...)',
    'dict(float("inf"))',
    'dict(Odd())',
    'dict([("a", 1)])',
    'dict(iter("xy"))',
    'dict(memoryview(b"xy"))',
    "dict('é\\\\u2603')",
    'dict("1, 2")',
    'dict([[1], [2]])',
    'dict(len)',
    'dict(int)',
    'dict(a=1, b=2)',
    "dict([['a', 1]], a=2)",
    "dict(['ab', 'cd'])",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
