"""Where warnings about patterns point to, flags in repr, weak references, letters that share a capital."""
import re
import warnings
import weakref


def warned(function, *args):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = function(*args)
        except Exception as e:
            result = type(e).__name__, str(e)
    return result, [(w.category.__name__, str(w.message), w.filename == __file__) for w in caught]


for function, *args in ((re.compile, '[[a]'), (re.compile, '[a--b]'), (re.compile, b'(?P<\xc2\xb5>a)'), (re.compile, '()(?(+1)a)'),
                        (re.sub, '(?P<a>x)', r'\g<+1>', 'xx'), (re.sub, '()' * 10, r'\g<1_0>', 'xx'), (re.sub, '(x)', r'\g< 1 >', 'x'),
                        (re.sub, b'(?P<a>x)', b'\\g<\xc2\xb5>', b'xx'), (re.sub, '(x)', r'\g<1>', 'x'),
                        (re.search, '[a||b]', 'x')):
    print(args, *warned(function, *args))
for function, *args in (re.template, 'tt'), (re.compile, 'tu', re.T | re.U):
    result, warned_of = warned(function, *args)
    print(result, [w[:2] for w in warned_of])

for flags in 0, re.I, re.I | re.M | re.X, re.A, re.U, 0x123000, re.S | 0x8000:
    print(re.compile('p', flags), re.compile(b'p', flags & ~re.U))
pattern = re.compile('weak')
print(weakref.ref(pattern)() is pattern)

for group in 'i\u0131', '\u0390\u1fd3', '\u03b0\u1fe3', '\ufb05\ufb06', 'k\u212a', 's\u017f', '\xb5\u03bc':
    print(ascii(group), [bool(re.match(p % a, b, re.I)) for a in group for b in group for p in ('%s', '[%s]', '[x%s-%%s]' % a, '(?a:%s)')
                         for p in ([p] if p.count('%') == 1 else [p])])
print(re.findall('[\ufb04-\ufb05]', '\ufb06\ufb03', re.I) == ['\ufb06'], re.findall('I+', 'iI\u0131', re.I))
