"""compile(..., 'single') and 'eval' give a last line no end that it does not have: what that means for errors."""


def check(text, mode):
    try:
        compile(text, '<text>', mode)
        print(mode, repr(text), 'ok')
    except SyntaxError as e:
        print(mode, repr(text), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in ('x', 'if x: y', 'if x:\n y', 'if x:\n y\n', 'if x: y\n', 'if x: y\n\n', 'class C:\n def f(): pass', 'while x: pass; y',
             'if x:\n if y: z', 'def f', 'x.', 'if x', 'match x', 'match = {1}', 'match x:', 'match x:\n case 1: pass', 'x +', '# comment',
             'x # comment', '@d', 'async def f(): pass', 'a; b', 'a;', 'try: pass\nfinally: pass', 'f(', '"abc', ''):
    check(text, 'single')
    check(text + '\n', 'single')

# One statement
for text in ('a\nb', 'a\n\n\n', 'a\n# comment', 'a\n # comment\n\n', 'if x: y\nz', 'if x:\n y\nz', 'a\n)', 'a; b\nc', 'a\n b', '\n\na\n',
             'def f(): pass\n\nx\n', 'x = (1,\n2)\ny'):
    check(text, 'single')

for text in ('x', 'x.', 'x y', 'x +', 'f(', '(x', '-', '', '\n', 'x\n\n', 'x\n\ny', 'lambda', 'x if y', 'x = 1', '*a', '[x for', 'x # c', '# c'):
    check(text, 'eval')
