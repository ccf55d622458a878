# replace: counts, empty patterns, growth into wider characters.
CASES = [
    "'aaaa'.replace('a', 'b')",
    "'aaaa'.replace('aa', 'b')",
    "'aaaa'.replace('a', 'b', 2)",
    "'aaaa'.replace('a', 'b', 0)",
    "'aaaa'.replace('a', 'b', -1)",
    "'abc'.replace('', '-')",
    "'abc'.replace('', '-', 2)",
    "''.replace('', 'x')",
    "''.replace('', 'x', 0)",
    "''.replace('a', 'x')",
    "'abc'.replace('b', '')",
    "'abc'.replace('b', '\\u2603')",
    "'a\\u2603c'.replace('\\u2603', 'b')",
    "'abc'.replace('c', '\\U0001f600\\U0001f600')",
    "'abcabc'.replace('abc', 'abc')",
    "'abc'.replace('abc', '')",
    "'abc'.replace('abcd', 'x')",
    "'a.b.c'.replace('.', '..')",
    "'x' * 3 == 'xxx'.replace('y', 'z')",
    "'aXbX'.replace('X', 'long text', 1)",
    "'abc'.replace('a')",
    "'abc'.replace('a', 1)",
    "'abc'.replace(1, 'a')",
    "'abc'.replace('a', 'b', 1.5)",
    "'abc'.replace('a', 'b', '1')",
    "'abc'.replace('a', 'b', count=1)",
    "'abc'.replace('a', 'b', None)",
    "'\\ud800a'.replace('a', '\\udc00')",
    "len(('ab' * 1000).replace('b', 'xyz'))",
    "'ééé'.replace('é', 'e', 2)",
    "str.replace('a', 'a', 'b')",
    "'a'.replace('a', b'b')",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
