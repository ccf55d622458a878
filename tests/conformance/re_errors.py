"""Invalid patterns and templates: messages and places."""
import re
PATTERNS = ['a**', '*', '+a', '?', '{1}', 'a{2}{3}', 'a{3,2}', '(', ')', '(a', 'a)', '(?', '(?P', '(?P<', '(?P<a', '(?P<a>',
            '(?P<1a>x)', '(?P<a b>x)', '(?P<>x)', '(?P=', '(?P=a)', '(?P=a', '(?Pz)', '(?z)', '(?<z)', '(?<', '(?#', '(?#a',
            '[', '[]', '[^]', '[a', '[b-a]', '[a-\\d]', '[\\d-z]', '[a-', '[\\q]', '\\', 'a\\', '\\q', '\\x', '\\x1', '\\xg',
            '\\u12', '\\U00110000', '\\U0011', '\\1', '(a)\\2', '(a\\1)', '\\8', '\\400', '[\\400]', '\\N{foo bar}', '\\N',
            '\\N{', '(?(1)a)', '(?(1)a|b|c)', '(a)(?(1)a|b|c)', '(?(0)a)', '(?(x)a)', '(?(-1)a)', '(?(1', '(a)(?(1)b',
            '(?<=a*)', '(?<=a|bc)', '(?<!a+)b', '(?<=(a)\\1)', '(a)(?<=\\1)', '(a)(?<=b(c)(?(2)d|e))',
            '(?P<a>b)(?P<a>c)', 'a(?i)b', '(?i', '(?i-', '(?i-)', '(?i:', '(?-i', '(?-i)', '(?a-a:b)', '(?i-i:b)', '(?L)a',
            '(?au)a', '(?-a:b)', '(?iz)', '(?i-z:b)', 'x(?i-:y)', '(?P<é>x)', '(?P<a>x)(?P=b)', 'a\n(b\nc', '(?:', '(?=', '(?>',
            'a{99999999999999999999}', '(?s-i', '(?:a', '(?<a', '()**', 'x++*', 'x*++', 'a{1,2}*', '^*', '$+', '\\b*', '(?x) #c\n(']
for pattern in PATTERNS:
    try:
        re.compile(pattern)
        print('accepted', ascii(pattern))
    except re.error as e:
        print(ascii(pattern), '|', e, '|', ascii(e.msg), e.pos, e.lineno, e.colno, e.pattern == pattern)
    except OverflowError as e:
        print(ascii(pattern), '|', e)
for pattern, flags in [(b'(?u)a', 0), (b'\\u0041', 0), (b'\\N{DIGIT ONE}', 0), ('a', re.L), ('a', re.A | re.U), (b'a', re.U),
                       (b'a', re.A | re.L), (b'(?P<\xe9>a)', 0)]:
    try:
        print(re.compile(pattern, flags))
    except (re.error, ValueError) as e:
        print(type(e).__name__, e)
for template in ['\\', '\\q', '\\2', '\\g', '\\g<', '\\g<a', '\\g<>', '\\g<2>', '\\g<b>', '\\g<-1>', '\\g<1a>', '\\400', '\\99',
                 '\\x41', '\\g<n>\\g<1>\\1\\0\\101\\n\\\\']:
    try:
        print(ascii(template), ascii(re.sub('(?P<n>a)', template, 'xax')))
    except (re.error, IndexError) as e:
        print(ascii(template), type(e).__name__, e)
for call in [lambda: re.match('a', b'a'), lambda: re.match(b'a', 'a'), lambda: re.match('a', 5), lambda: re.match(5, 'a'),
             lambda: re.compile(re.compile('a'), re.I), lambda: re.sub('a', 5, 'a'), lambda: re.sub('a', lambda m: 5, 'a'),
             lambda: re.sub('a', b'b', 'a'), lambda: re.match('(a)', 'a').group(2), lambda: re.match('(a)', 'a').group('n'),
             lambda: re.match('(a)', 'a').start(-1), lambda: re.match('a', 'a')[1], lambda: re.compile('a').match(),
             lambda: re.compile('a').match('a', 'b'), lambda: re.error(), lambda: re.match('a', None)]:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
