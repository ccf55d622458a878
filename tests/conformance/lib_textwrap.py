# textwrap: filling, indents, long words, dedent and shorten.
import textwrap

text = 'The quick brown fox, who-jumps over   the lazy dog.  And a verylongwordthatdoesnotfit here.'
for line in textwrap.wrap(text, 20):
    print('|' + line)
print(textwrap.fill(text, 24, initial_indent='* ', subsequent_indent='  '))
print(textwrap.wrap(text, 12, break_long_words=False, break_on_hyphens=False))
print(textwrap.wrap('', 10), textwrap.wrap('a\tb\nc', 40), textwrap.wrap('  lead', 10, drop_whitespace=False))
print(repr(textwrap.dedent('''
    one
      two

    three
''')), repr(textwrap.dedent('\tx\n  y')))
print(repr(textwrap.indent('a\n\nb\n', '> ')), repr(textwrap.indent('a\n\nb', '+', lambda line: True)))
print(textwrap.shorten('Hello  there world', 12), textwrap.shorten('Hello there', 8, placeholder='..'))
print(textwrap.wrap(text, 20, max_lines=2, placeholder=' [more]'))
try:
    textwrap.wrap('abc', 0)
except ValueError as e:
    print(e)
try:
    textwrap.shorten('long text', 3)
except ValueError as e:
    print(e)
