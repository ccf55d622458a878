"""What patterns match, with groups, flags and positions, in texts of every width."""
import re
CASES = [
    ('', ''), ('', 'a'), ('a|b', 'xb'), ('(a)|(b)', 'b'), ('(a*)*', 'aab'), ('(a|b)*c', 'abac'), ('(?:(a)|b)*', 'ab'), ('a*?', 'aa'),
    ('a{2,3}?', 'aaaa'), ('a{,2}', 'aaa'), ('a{2', 'a{2'), ('a{x}', 'a{x}'), ('a{}', 'a{}'), ('(a+)(?=b)', 'aab'),
    ('(?<=a)b', 'ab'), ('(?<!a)b', 'ab bb'), ('(a)?b\\1?', 'ab'), ('(a)?(?(1)b|c)', 'ab'), ('(?P<q>[\'"]).*?(?P=q)', 'x"a\'b"c'),
    ('(?>a+)a', 'aaa'), ('a++a', 'aaa'), ('a++b', 'aab'), ('(?i)straße', 'STRAßE'), ('(?i)k', '\u212a'), ('(?i)[a-z]+', 'ABſ\u212a'),
    ('(?ai)k', '\u212aK'), ('(?i)\u03c3', '\u03c2\u03a3'), ('\\w+', 'aé٣_\u4e2d-'), ('(?a)\\w+', 'aé'), ('\\d+', '1٣२'), ('(?a)\\d+', '1٣'),
    ('\\s+', 'a \t\x1c\x85\xa0\u2003b'), ('(?a)\\s+', 'a \x1c'), ('\\S+', ' a\xa0'), ('[\\W\\d]+', 'a1-b'), ('[^\\W\\d]+', '1ab2'),
    ('[^\\W]+', '-a1'), ('[\\D]', '1a'), ('[]a]+', 'a]'), ('[^]a]', ']ab'), ('[a\\]]+', 'a]'), ('[-a]+', 'a-'), ('[a-]+', 'a-'),
    ('[\\x41-\\u0043]+', 'ABCD'), ('\\x41\\102\\u0043', 'ABC'), ('\\N{EURO SIGN}', '€'), ('[é-ü€]+', 'aéü€'), ('€', 'abc'), ('[^€]', 'a'),
    ('\\U0001F600', 'a\U0001F600'), ('.', '\U0001F600'), ('^b', 'a\nb'), ('(?m)^b', 'a\nb'), ('a$', 'a\n'), ('(?m)a$', 'a\nb'), ('a\\Z', 'a\n'),
    ('(?m)^', 'a\n'), ('.', '\n'), ('(?s).', '\n'), ('.', '\r'), ('(?s-m:.^)', '\n'), ('\\bfoo\\b', 'a foo b'), ('\\B', ''), ('\\b', ''),
    ('\\Bo', 'foo'), ('(?x) a  b # comment\n c', 'abc'), ('(?x)[a b]+\\ ', 'a b '), ('(?x:a b)c d', 'abc d'), ('(?#comment)a', 'a'),
    ('((a)(b))', 'ab'), ('(a)(b)?', 'a'), ('(?=(a))a', 'a'), ('(a)(?=(b))', 'ab'), ('(?:(a)(b)?)+', 'aba'), ('((?P<x>a)|b)+', 'ab'),
    ('\ud800', 'a\ud800'), ('\\0', '\0'), ('a\\.b', 'a.b'), ('[\\\\]', '\\'), ('(a){0}b', 'ab'), ('(?:)', 'x'), ('()', 'x'), ('a|', 'b'),
    ('(?P<year>\\d{4})-(?P<month>\\d\\d)', 'on 2024-05'), ('x{70000}', 'x' * 70000), ('x{,70000}', 'x' * 70001), ('[\\s\\S]+', 'a\n'),
]


def show(m):
    if m is None:
        return None
    return m.regs if m.end() < 1000 else m.end(), m.lastindex, m.lastgroup, m.groupdict()


for pattern, text in CASES:
    p = re.compile(pattern)
    print(ascii(pattern), p.groups, dict(p.groupindex), p.flags)
    print('   ', show(p.search(text)), show(p.match(text)), show(p.fullmatch(text)))
    if len(text) < 100:
        print('   ', ascii(p.findall(text)), [m.span() for m in p.finditer(text)])
        print('   ', ascii(p.split(text)), ascii(p.split(text, 1)), ascii(p.subn('<>', text)))

p = re.compile('b*')
for args in [('abb',), ('abb', 1), ('abb', 1, 2), ('abb', 5), ('abb', -1), ('abb', 2, 1), ('abb', 0, -1)]:
    print(args, show(p.match(*args)), show(p.search(*args)), show(p.fullmatch(*args)), p.findall(*args))
p = re.compile('^a')
print(p.match('ba', 1), p.search('\na', 1), re.compile('(?m)^a').search('b\na', 2), re.compile('a$').match('aab', 1, 2))
print(re.compile('(?<=b)a').match('ba', 1), re.compile('\\ba').match('ba', 1))
m = re.search('(?P<first>b)(c)?', 'abd')
print(m, m.re, m.string, m.pos, m.endpos, m.regs, m[0], m['first'], m.group(1, 2), m.groups('-'), m.groupdict(), m.span(2), bool(m))
print(m.expand('[\\1\\g<first>\\2]'), m.start('first'), m.end(True))
print(re.match(b'(\\w+)\xe9', b'ab\xe9').group(1), re.match(b'\\w', b'\xe9'), re.match(b'(?i)A', bytearray(b'a')).group(), re.match(b'.', memoryview(b'a')))
print(repr(re.compile('a' * 250))[-30:], re.compile(b'x', re.I | re.S), re.compile('x', re.A | re.X | re.M))
print(re.compile('a') == re.compile('a'), re.compile('a') == re.compile('a', re.I), hash(re.compile('a', re.M)) == hash(re.compile('a', re.M)))
print(re.IGNORECASE, repr(re.I | re.M), re.RegexFlag(0), int(re.X), re.escape('a.b*c d-é\n'), re.escape(b'\xff.'))


class Text(str):
    pass


print(type(re.match('a', Text('a')).group()), type(re.sub('b', 'c', Text('a'))), type(re.match('a', Text('a')).string))
scanner = re.compile('a|b').scanner('abxa')
print(scanner.match(), scanner.search(), scanner.search(), scanner.search(), scanner.match())
