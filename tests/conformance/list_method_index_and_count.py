# list.index, count, in and remove: identity before equality, bounds.
class E:
    def __eq__(self, o): raise ValueError('no comparing')
nan = float('nan')
e = E()
x = [1, 'a', nan, 1.0, True, e]
CASES = [
    'x.index(1)',
    'x.index(1, 1)',
    'x.index(True, 2, 4)',
    'x.index(1, -3)',
    'x.index(nan)',
    'x.index(e)',
    "x.index('zz')",
    "x.index('a', 2)",
    "x.index('a', -100)",
    "x.index('a', 0, -100)",
    "x.index('a', 10 ** 30)",
    'x.count(1)',
    'x.count(nan)',
    "x.count(float('nan'))",
    '[e].count(e)',
    'e in [e]',
    '5 in [e]',
    "'a' in x",
    'nan in x',
    "float('nan') in [nan]",
    '[1, 2, 3].index(4)',
    "[1, 2, 3].index(2, 'a')",
    '[1, 2, 3].index()',
    '[1, 2, 3].index(1, 2, 3, 4)',
    '[1, 2, 3].count()',
    '[].count(1)',
    '[1, 2] in [[1, 2]]',
    '[[1]].index([1])',
    "['ab'].index('a')",
    '[None].index(None)',
    '[0].index(False)',
    '[0.0].index(-0.0)',
    '[2 ** 70].index(2.0 ** 70)',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
