# str.format: automatic and manual numbering, attributes, indices, nesting and the errors.
class A:
    x = [10, {'k': 'v', '0': 'zero', 'a b': 'space'}]
    def __getitem__(self, i): return f'item {i!r}'
a = A()
print('{} {}'.format(1, 2), '{1} {0} {1}'.format('a', 'b'), '{x} {y}'.format(x=1, y=2), '{0.x[0]} {0.x[1][k]} {0.x[1][a b]} {0[5]} {0[-1]} {0[k]}'.format(a))
print('{:{}}|{:{w}.{p}}|{!r:>{}}'.format('a', 3, 1.23456, 'q', 5, w=8, p=3), '{{}} {{{}}}'.format(1), '{0!r} {0!s} {0!a}'.format('é'), '{0:{0}}'.format(5), '{:>{w}}'.format('x', w='4'), '{[a]}{.real}'.format({'a': 1}, 2), '{a[0]}{a[1][2]}'.format(a=['p', ['q', 'r', 's']]))
for text in ('{', '}', '{0', '{0!}', '{0!x}', '{0!rr}', '{} {0}', '{0} {}', '{5}', '{nope}', '{0.nope}', '{0[9]}', '{0[}', '{0]}', '{0[a]b}', '{0.}', '{0[]}', '{.x}', '{[x]}', '{:{:{}}}', '{!}', '{:}}', '{0:d}', '{ 0 }', '{-1}', '{99999999999999999999}', '{0!r:', '{a.b.c}', '{0!}}', '{0[0}', '{0x}', '{:{x}}', 'a{', '{{}', '{0.__class__.__name__}', '{0:{1}}'):
    try:
        print(text, '=', text.format('s'))
    except Exception as e:
        print(text, '->', type(e).__name__, e)
