# tokenize gives each token with its place, also of broken text.
import io
import keyword
import token
import tokenize
source = 'def f(a, b=1.5):  # comment\n    """doc"""\n    return a @ b if a != "x" else 0x1F\n\n\nx = (1,\n     2)\n'
for t in tokenize.generate_tokens(io.StringIO(source).readline):
    print(token.tok_name[t.exact_type], repr(t.string), t.start, t.end)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(source).readline)) == source)
for bad in ('(', '"""open', 'if x:\n  a\n b\n', "'a\n"):
    try:
        print([t.string for t in tokenize.generate_tokens(io.StringIO(bad).readline)])
    except (tokenize.TokenError, IndentationError) as e:
        print(type(e).__name__, e.args[0])
print(tokenize.detect_encoding(iter([b'# -*- coding: latin-1 -*-\n', b'']).__next__), tokenize.detect_encoding(iter([b'\xef\xbb\xbfx\n', b'']).__next__)[0])
print(keyword.kwlist, keyword.softkwlist, keyword.iskeyword('async'), keyword.issoftkeyword('match'), token.EXACT_TOKEN_TYPES['->'] == token.RARROW)
