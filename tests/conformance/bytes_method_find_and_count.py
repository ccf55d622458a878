# bytes: find, index, count and in, with bytes and with integers.
def ba(x): return bytearray(x)
def b(x): return bytes(x)
x = b(b'abcabc\x00\xff')
CASES = [
    "x.find(b'bc')",
    "x.find(b'bc', 2)",
    'x.find(98)',
    'x.find(98, 2)',
    'x.find(255)',
    'x.find(0)',
    "x.find(b'')",
    "x.find(b'', 8)",
    "x.find(b'', 9)",
    "x.rfind(b'bc')",
    'x.rfind(97, 0, 3)',
    "x.index(b'c', -4)",
    "x.index(b'z')",
    "x.rindex(b'z')",
    "x.count(b'a')",
    "x.count(b'')",
    'x.count(97)',
    "x.count(b'a', 1, -1)",
    "x.count(bytearray(b'bc'))",
    "x.find(memoryview(b'bc'))",
    'x.find(256)',
    'x.find(-1)',
    "x.find('a')",
    'x.find(1.5)',
    'x.find()',
    "x.find(b'a', 'b')",
    "x.find(b'a', 1, 2, 3)",
    'x.find(True)',
    '97 in x',
    "b'ca' in x",
    "b'' in x",
    '256 in x',
    "'a' in x",
    'None in x',
    "x.startswith(b'ab')",
    "x.startswith((b'x', b'abc'))",
    "x.startswith(b'bc', 1)",
    "x.startswith('a')",
    "x.startswith((b'x', 'a'))",
    "x.endswith(b'\\xff')",
    'x.endswith(255)',
    "x.removeprefix(b'ab')",
    "x.removesuffix(b'\\xff')",
    "x.removeprefix('ab')",
    "x.removeprefix(b'zz') == x",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
