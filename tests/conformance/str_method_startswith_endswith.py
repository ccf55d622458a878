# startswith and endswith: tuples, bounds, empty prefixes.
s = 'hello'
CASES = [
    "s.startswith('he')",
    "s.startswith('')",
    "s.startswith('', 5)",
    "s.startswith('', 6)",
    "s.startswith('', 3, 2)",
    "s.startswith('ell', 1)",
    "s.startswith('ell', 1, 3)",
    "s.startswith('lo', -2)",
    "s.startswith(('x', 'he'))",
    's.startswith(())',
    "s.startswith(('x', 5))",
    "s.startswith(('he', 5))",
    "s.endswith('lo')",
    "s.endswith('')",
    "s.endswith('', 9)",
    "s.endswith('ell', 0, 4)",
    "s.endswith('hello', 1)",
    "s.endswith(('x', 'o'), -1)",
    "s.endswith('xhello')",
    "s.startswith('hello!')",
    "s.startswith('h', None, None)",
    "s.startswith('h', 0, None)",
    's.startswith()',
    's.startswith(5)',
    "s.startswith(['h'])",
    "s.startswith(b'h')",
    "s.startswith('h', 'a')",
    "s.startswith(('h', b'h'))",
    "s.startswith((b'h', 'h'))",
    's.endswith(None)',
    "'é\\u2603'.endswith('\\u2603')",
    "'é'.startswith('\\u2603')",
    "s.startswith('h', 2 ** 100)",
    "s.startswith('h', -2 ** 100)",
    "s.endswith('o', -1, 2 ** 70)",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
