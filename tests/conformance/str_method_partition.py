# partition and rpartition.
CASES = [
    "'a.b.c'.partition('.')",
    "'a.b.c'.rpartition('.')",
    "'abc'.partition('.')",
    "'abc'.rpartition('.')",
    "''.partition('x')",
    "''.rpartition('x')",
    "'.'.partition('.')",
    "'a--b--c'.partition('--')",
    "'aaa'.partition('aa')",
    "'aaa'.rpartition('aa')",
    "'aéb\\u2603c'.partition('é')",
    "'aéb\\u2603c'.rpartition('\\u2603')",
    "'abc'.partition('')",
    "'abc'.partition()",
    "'abc'.partition(1)",
    "'abc'.partition(b'b')",
    "'abc'.rpartition('')",
    "'abc'.partition('abc')",
    "'abc'.partition('abcd')",
    "'abc'.partition('.')[0] == 'abc'",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
