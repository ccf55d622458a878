# The format mini-language for float and complex.
values = (0.0, -0.0, 1.0, -1.5, 123456.789, 1e-5, 1e16, 1e100, float('inf'), float('-nan'))
for spec in ('', '.3', '.0f', '.2f', '#.0f', 'f', 'F', 'e', 'E', '.0e', '#.0e', 'g', 'G', '.3g', '#.3g', '#g', '%', '.1%', 'n', '+', ' ', '10', '<10', '^10.1f', '=+10.1f', '010.1f', '+010.1f', ',', ',.2f', '_.1f', '015,.1f', '*>12.2e', '.10', '.17g', 'z.1f', 'z.0f', '.0%', '0', '#'):
    print(repr(spec), [format(v, spec) for v in values])
for v in (1 + 2j, -0.0j, 1.5 - 0.25j, complex('inf+nanj'), 1e20 + 1e-20j):
    print([format(v, s) for s in ('', '.2f', '+.1e', '>20', '^22.1f', 'g', ',.2f', '#.3g', '.3', 'z.1f')])
for v, spec in ((1.5, 'd'), (1.5, 'x'), (1.5, 's'), (1.5, 'c'), (1.5, ',n'), (1.5, '.'), (1.5, '.-1f'), (1.5, 'f.2'), (1 + 1j, '05'), (1 + 1j, '=5'), (1j, '%'), (1j, 'd'), (1.5, '_,'), (1.5, '.2.3'), (1.5, 'zz'), (1.5, '.99999999999f')):
    try:
        print(v, repr(spec), format(v, spec))
    except ValueError as e:
        print(v, repr(spec), '->', e)
