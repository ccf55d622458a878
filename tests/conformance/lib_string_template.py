# string.Template: escapes, braces, missing names, and what an invalid placeholder says.
from string import Template, ascii_letters, capwords, digits, hexdigits, punctuation, whitespace

t = Template('$who owes ${what}s $$5 to $who')
print(t.substitute(who='Ann', what='dollar'), t.substitute({'who': 1}, what=2))
print(t.safe_substitute(who='Bob'), t.is_valid(), t.get_identifiers(), t.template)
for text in ('$', 'a $ b', '${', '$1', 'line\nsecond $-'):
    try:
        Template(text).substitute()
    except ValueError as e:
        print(repr(text), e, Template(text).safe_substitute() == text, Template(text).is_valid())
try:
    t.substitute(who=1)
except KeyError as e:
    print('KeyError', e)

class Percent(Template):
    delimiter = '%'
    idpattern = '[a-z]+_[a-z]+'
print(Percent('%a_b %% %c').safe_substitute(a_b=1))
print(capwords('hello  big   world'), capwords('a-b-c', '-'), len(ascii_letters), digits, hexdigits, punctuation, repr(whitespace))
