# urllib.parse: splitting, joining, quoting and query strings.
from urllib.parse import (parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_to_bytes, urldefrag, urlencode, urljoin, urlparse, urlsplit, urlunparse)

u = urlparse('http://User:pw@Example.com:8080/a/b;p?q=1&r=%20#frag')
print(u, u.hostname, u.port, u.username, u.password, u.geturl(), urlunparse(u) == u.geturl())
print(urlsplit('//host/path'), urlsplit('mailto:a@b'), urlsplit('/x?y'), urlparse('HTTP://[::1]:80/').hostname)
for base, rel in (('http://a/b/c/d', 'e'), ('http://a/b/c/d', '../e'), ('http://a/b/c/d', '/e'), ('http://a/b/c/d', '//h/e'), ('http://a/b/c/d', '?q'), ('http://a/b/c/d', '#f'), ('http://a/b/', '../../../x'), ('http://a', 'ftp://z/')):
    print(urljoin(base, rel), end=' ')
print()
print(quote('a b/é?'), quote('a/b', safe=''), quote_plus('a b&c'), unquote('%41%c3%a9%zz+'), unquote_to_bytes('%ff'), unquote('%ff'), unquote('%ff', errors='strict') if False else '')
print(urlencode({'a': 1, 'b': 'x y', 'c': ['1', '2']}), urlencode([('k', ('1', 'é'))], doseq=True), parse_qs('a=1&a=2&b=&c'), parse_qsl('a=1&b=%20&b', keep_blank_values=True), urldefrag('x#y'))
for source in ("urlparse('http://a:x/').port", "urlparse('http://[::1/')", "urlparse('http://a:99999/').port", "parse_qs('x', strict_parsing=True)", "urlencode(3)", "urljoin(b'a', 'b')", "urlsplit('http://a]')"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
