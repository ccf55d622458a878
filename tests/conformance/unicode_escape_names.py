r"""Where the error of an escape \N{...} ends, in the encoding unicode_escape and in patterns."""
import re

for data in (rb'\N{SNOWMAN}\N{x}', rb'a\N{', rb'\N', rb'\Nx', rb'\N{}', rb'\N{KEYCAP DIGIT ONE}', rb'ab\N{xx}cd', rb'\N{SNOW',
             rb'\N{latin small letter e with acute}!'):
    try:
        print(data, ascii(data.decode('unicode_escape')))
    except UnicodeDecodeError as e:
        print(data, e.start, e.end, e.reason, ascii(data.decode('unicode_escape', 'replace')))

for pattern in r'\N{SNOWMAN}+', r'[\N{DIGIT ONE}-\N{DIGIT THREE}]+', r'\N{}', r'\N{x', r'\N', r'\N{KEYCAP DIGIT ONE}', r'[\N{nope}]':
    try:
        print(pattern, ascii(re.findall(pattern, '\u2603\u2603 1234')))
    except re.error as e:
        print(pattern, e)
