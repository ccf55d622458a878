# One pattern used by search, match and fullmatch in turn, on texts of each width: where a match begins and has to end.
import re

patterns = ['a', 'a|ab', 'a*?', '(a|ab)(c|bcd)?', '(?<=x)a', '(?<!x)a', '^a', 'a$', r'\Aa', r'a\Z', '(?m)^a$', r'\ba\b', '(?=a)', 'a(?!b)', '', '(a)?(?(1)b|c)',
            '(?s).*', '.*', '(a+)+b', '[^x]+?', r'(\w)\1', '(?i)A', 'x|^', '(?:ab?)+?', '(?P<n>a)(?P=n)?']
texts = ['', 'a', 'ab', 'abc', 'abcd', 'xa', 'xab', 'x\na', 'a\n', 'a\nb', 'aa', 'aaab', 'ba', 'aab ab', 'A']
for pattern in patterns:
    compiled = re.compile(pattern)
    results = []
    for widest in ('', 'é', 'Ā', '😀'):
        for text in texts:
            for span in ((), (1,), (0, 1), (1, 2), (2, 9)):
                for text in (text, widest + text, text + widest)[:3 if widest else 1]:
                    row = [m and (m.span(), m.lastindex) for m in (compiled.match(text, *span), compiled.fullmatch(text, *span),
                                                                  compiled.search(text, *span), compiled.match(text, *span))]
                    results.append(row)
    kinds = [sum(row[k] is not None for row in results) for k in range(4)]
    ends = [sum(row[k][0][1] for row in results if row[k]) for k in range(4)]
    print(repr(pattern), len(results), kinds, ends, sum((row[2] or [[0]])[0][0] for row in results))

both = re.compile(b'ab?')
print(both.fullmatch(b'ab'), both.match(b'abc'), both.search(b'xab'), both.fullmatch(b'abc'), both.match(b'xab'))
scanner = re.compile('a|ab|').scanner('abxab')
print([scanner.match() for _ in range(3)], [scanner.search() for _ in range(3)])
