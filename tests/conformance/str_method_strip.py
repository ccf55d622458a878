# strip, lstrip, rstrip, removeprefix and removesuffix.
CASES = [
    "'  a b  '.strip()",
    "'  a b  '.lstrip()",
    "'  a b  '.rstrip()",
    "'xxaxx'.strip('x')",
    "'xyaxy'.strip('yx')",
    "'abc'.strip('')",
    "'abc'.strip(None)",
    "'abc'.strip('abc')",
    "'\\u2003a\\xa0\\x1f'.strip()",
    "'\\u200ba'.strip()",
    "'www.example.com'.lstrip('cmowz.')",
    "'www.example.com'.strip('cmowz.')",
    "'éaé'.strip('é')",
    "'aéa'.strip('a')",
    "'\\U0001f600a\\U0001f600'.strip('\\U0001f600')",
    "'abc'.strip('\\u2603')",
    "'prefix-x'.removeprefix('prefix')",
    "'prefix-x'.removeprefix('')",
    "'aaa'.removeprefix('a')",
    "'abc'.removesuffix('bc')",
    "'abc'.removesuffix('')",
    "'abc'.removesuffix('abcd')",
    "'abc'.removeprefix('abc')",
    "'abc'.strip(1)",
    "'abc'.strip('a', 'b')",
    "'abc'.removeprefix(('a', 'b'))",
    "'abc'.removesuffix()",
    "'abc'.lstrip(b'a')",
    "'abc'.strip(chars='a')",
    "''.strip()",
    "' '.strip() is ''",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
