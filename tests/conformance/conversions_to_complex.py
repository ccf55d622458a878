# complex() of values of all built-in kinds.
VALUES = ['0', '3', '-2', 'True', '1.5', '1j', "'ab'", "b'ab'", '[1, 2]', '(1,)', '{1, 2}', 'frozenset({1})', "{'k': 1}", 'None', 'range(3)', 'bytearray(b"x")', '...', '2 ** 70', 'float("inf")', 'object']
import warnings
warnings.simplefilter('ignore')
class Odd:
    def __iter__(self): return iter([('a', 1)])
    def __len__(self): return 3
    def __index__(self): return 2
    def __repr__(self): return 'odd'
CASES = [
    'complex()',
    'complex(0)',
    'complex(3)',
    'complex(-2)',
    'complex(True)',
    'complex(1.5)',
    'complex(1j)',
    "complex('ab')",
    "complex('12')",
    "complex(b'ab')",
    'complex([1, 2])',
    'complex((1,))',
    'complex({1})',
    'complex(frozenset({1}))',
    "complex({'k': 1})",
    'complex(None)',
    'complex(range(3))',
    'complex(bytearray(b"x"))',
    'complex(...)',
    'complex(float("inf"))',
    'complex(Odd())',
    'complex([("a", 1)])',
    'complex(iter("xy"))',
    'complex(memoryview(b"xy"))',
    "complex('é\\\\u2603')",
    'complex("1, 2")',
    'complex([[1], [2]])',
    'complex(len)',
    'complex(int)',
    'complex(1, 2)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)).split(' at 0x')[0])
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
