# join: any iterable of str, errors that name the position.
class S(str):
    pass
def gen():
    yield 'a'
    yield 'b'
CASES = [
    "','.join(['a', 'b'])",
    "','.join(('a',))",
    "','.join([])",
    "''.join('abc')",
    "'-'.join('abc')",
    "','.join({'a': 1, 'b': 2})",
    "','.join(gen())",
    "', '.join(map(str, range(5)))",
    "'é'.join(['a', '\\u2603'])",
    "'\\U0001f600'.join('ab')",
    "','.join([S('x')])",
    "type(','.join([S('x')])).__name__",
    "type(S(',').join(['x'])).__name__",
    "','.join(['a', 1])",
    "','.join(['a', b'b'])",
    "','.join([None])",
    "','.join(5)",
    "','.join(x for x in ['a', 3])",
    "','.join()",
    "','.join('a', 'b')",
    "','.join(None)",
    "''.join(['']) == ''",
    "'ab'.join(['x'] * 3)",
    "len(', '.join(['word'] * 1000))",
    "','.join(iter(['z']))",
    "str.join(',', 'ab')",
    "','.join({'only'})",
    "b','.join([b'a', bytearray(b'b'), memoryview(b'c')])",
    "b','.join(['a'])",
    "b''.join([1])",
    "bytearray(b',').join([b'a', b'b'])",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
