# split and rsplit: whitespace of all kinds, separators of several characters, limits.
CASES = [
    "' a  b c '.split()",
    "' a  b c '.split(' ')",
    "' a  b c '.split(None, 1)",
    "' a  b c '.rsplit(None, 1)",
    "'a,b,,c'.split(',')",
    "'a,b,,c'.split(',', 2)",
    "'a,b,,c'.rsplit(',', 2)",
    "'a,b,,c'.split(',', 0)",
    "'a,b,,c'.split(',', -1)",
    "''.split()",
    "''.split(',')",
    "'   '.split()",
    "'   '.split(None, 0)",
    "'  a b '.split(None, 0)",
    "'  a b '.rsplit(None, 0)",
    "'a<>b<>c'.split('<>')",
    "'aaa'.split('aa')",
    "'aaa'.rsplit('aa')",
    "'a\\u2003b\\xa0c\\u3000d\\x1ce\\x85f'.split()",
    "'a\\u200bb'.split()",
    "'one two'.split(maxsplit=1)",
    "'one two three'.rsplit(sep=' ', maxsplit=1)",
    "'abc'.split('')",
    "'abc'.split(1)",
    "'abc'.split(',', 'x')",
    "'abc'.split(',', 1, 2)",
    "'abc'.split(separator=',')",
    "'a\\u2603b'.split('\\u2603')",
    "'a\\x00b\\x00'.split('\\x00')",
    "'x'.split('x')",
    "'xx'.split('x', 1)",
    "len(('a ' * 1000).split())",
    "'\\n\\r\\t a\\v\\fb'.split()",
    "'a--b-c'.rsplit('-', 1)",
    "'abc'.split(b',')",
    "'a b'.split(None)",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
