# find, rfind, index and rindex: bounds as in slices, empty needles, needles wider than the text.
s = 'abcabcé'
t = 'x\U0001f600y\U0001f600'
CASES = [
    "s.find('bc')",
    "s.find('bc', 2)",
    "s.find('bc', 2, 5)",
    "s.find('bc', -5, -1)",
    "s.find('')",
    "s.find('', 7)",
    "s.find('', 8)",
    "s.find('', 3, 2)",
    "s.rfind('bc')",
    "s.rfind('bc', 0, 4)",
    "s.rfind('')",
    "s.rfind('', 2, 4)",
    "s.find('é')",
    "s.find('\\u2603')",
    "s.find('abcabcéé')",
    "t.find('\\U0001f600')",
    "t.rfind('\\U0001f600')",
    "t.find('y', 2)",
    "t.find('\\ud83d')",
    "s.index('c', -2 ** 80, 2 ** 80)",
    "s.index('z')",
    "s.rindex('a', None, 3)",
    "s.rindex('a', 1, 3)",
    's.find()',
    's.find(1)',
    "s.find('a', 'b')",
    "s.find('a', 1.0)",
    "s.find('a', 1, 2, 3)",
    "'aaa'.rfind('aa')",
    "'mississippi'.find('issip')",
    "'a' * 1000 + 'b' in 'a' * 2000 + 'b'",
    "('a' * 500 + 'b' + 'a' * 500).find('a' * 499 + 'b')",
    "('ab' * 300 + 'c').rfind('abc')",
    "'\\x00a\\x00'.find('\\x00', 1)",
    "str.find('abc', 'c')",
    "'abc' in 5",
    "5 in 'abc'",
    "None in 'abc'",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
