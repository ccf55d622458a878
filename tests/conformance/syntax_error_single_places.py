"""Errors in texts whose last line has no end: blank lines, joined lines, and the places of errors about strings."""


def check(text, mode):
    try:
        compile(text, '<text>', mode)
        print(mode, repr(text), 'ok')
    except SyntaxError as e:
        print(mode, repr(text), type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))


for text in '    ', '\t', 'if x:\n  y\n ', '\\', 'if x:\n    y\n\\', 'x \\', 'x = (\\', "'a' b'b'", "b'é'", '2é', '20€', '1_a', '0xfé':
    for mode in 'exec', 'single', 'eval':
        check(text, mode)
