# Every part of the format mini-language for int: fill, align, sign, #, 0, width, grouping, type.
for spec in ('', 'd', '5', '<5', '>5', '^5', '=5', '*^7', '+', '-', ' ', '+5', '05', '+05', '<05', '^05', '#x', '#X', '#o', '#b', '#010x', '_x', '_b', ',', '_', '010,', '012_d', 'c', 'n', 'e', '.2f', '%', 'g', '#', 'é>4', '=+6', '0=6', '00', '01', ',.1f', '_.2e', 'x<', '20,d', '_o', '+#_X'):
    row = []
    for v in (0, 42, -42, 1234567):
        try:
            row.append(format(v, spec))
        except (ValueError, OverflowError) as e:
            row.append(f'{type(e).__name__}: {e}')
    print(repr(spec), row)
for v, spec in ((65, 'c'), (-1, 'c'), (0x110000, 'c'), (65, '+c'), (65, ',c'), (65, '5c'), (65, '.1c'), (5, '.1d'), (5, 's'), (5, ',x'), (5, '_n'), (5, ',_'), (5, '__'), (5, 'z'), (5, '5.'), (5, '{'), (True, ''), (True, 'd'), (True, '5'), (10 ** 30, ','), (10 ** 30, 'e'), (2 ** 70, '#_b'), (10 ** 400, 'f'), (5, '99999999999999999999'), (5, '.99999999999'), (5, ' <5'), (5, 'dd')):
    try:
        print(v if v < 10 ** 50 else 'huge', repr(spec), format(v, spec))
    except (ValueError, OverflowError) as e:
        print(v if v < 10 ** 50 else 'huge', repr(spec), '->', type(e).__name__, e)
