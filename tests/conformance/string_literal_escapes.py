# Escapes, prefixes, concatenation and raw forms of string literals.
import warnings
warnings.simplefilter('ignore')
CASES = [
    '\'\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\"\'',
    "'\\x41\\u0042\\U00000043'",
    "'\\101\\7\\1234'",
    "'\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{bullet}'",
    "'\\q\\ \\8'",
    "r'\\n\\'' + r'\\\\'",
    "b'\\x41\\101\\n\\u0041'",
    "rb'\\n' + Rb'\\x'",
    '\'a\' \'b\' \\"c\\" \'\'\'d\'\'\'',
    "'''a\\nb'''",
    "'line\\x0a'",
    "'\\0' + '\\00' + '\\000'",
    "len('\\U0001F600')",
    "'\\ud800'",
    "f'\\x41{1}\\n'",
    "rf'\\x41{1}\\n'",
    "f'{{}}' '{}'",
    "u'text'",
    "'\\x4'",
    "'\\u12'",
    "'\\U00110000'",
    "'\\N{no such name}'",
    "'\\N'",
    "b'\\x4'",
    "b'é'",
    "'abc",
    "'''abc",
    "ur'a'",
    "bu'a'",
    "'a' b'b'",
    "fb'a'",
    "'\\400'",
    "b'\\400'",
    "'\\\t'",
    "'tab\tinside'",
    "'\\'",
    '"\\""',
    "'\\u0041' == 'A'",
    "'é' == '\\xe9' == '\\u00e9'",
    "'e\\u0301' == 'é'",
    "'''a''''b'",
    "''''",
    "'a''b'",
    "'''\\'''\\\\'''",
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
