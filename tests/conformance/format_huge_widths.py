"""Widths and precisions that no memory is large enough for, in all the ways to format."""


def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__


huge = 2**62
for value in 5, -5, 2.5, 'x':
    for spec in f'0{huge}', f'={huge}', f'<{huge}', f'^{huge}', f'.{huge}', f'0{2**64}':
        if not (isinstance(value, str) and spec[0] == '='):
            print(value, spec, attempt(lambda: format(value, spec)))
for width in huge, -huge, 2**63 - 1, 1 - 2**63, -2**63, -2**63 - 1, 3, -3:
    for template in '%*d|', '%0*d|', '%#0*x|', '%*s|', '%-*r|', '%0*.1f|', '%*c|':
        print(width, template, attempt(lambda: template % (width, 5)), attempt(lambda: template.encode() % (width, 5))
              if 's' not in template else '')
for precision in 2**31 - 1, 2**31, -2**31, -1, 2:
    print(precision, attempt(lambda: '%.*s|' % (precision, 'text')), attempt(lambda: '%.*r|' % (precision, 5)))
