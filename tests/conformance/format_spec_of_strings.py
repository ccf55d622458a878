# The format mini-language for str, and what other types do with a spec.
import datetime
for spec in ('', 's', '5', '<5', '>5', '^5', '^6', '*^7s', '.2', '.0', '5.1', '\u2603>4', '05', '<05', '>05', '{<4', '}>4', '.10s', '0', '00', '#<4'):
    print(repr(spec), [format(v, spec) for v in ('', 'ab', 'aé\u2603', '\U0001f600x')])
for v, spec in (('a', 'd'), ('a', '+'), ('a', ' '), ('a', ','), ('a', '_'), ('a', '=5'), ('a', '#5'), ('a', '#'), ('a', 'f'), ('a', '.'), ('a', 'ss'), ('a', '5x'), ([], '5'), (None, '5'), (object, 's'), ({}, '>3'), (b'a', '5'), (..., 'x'), (range(2), '1'), (datetime.date(2020, 1, 2), '%d'), (slice(1), ''), ('a', 'z'), ('a', '0=3'), ('a', '10.-1'), (len, '5'), (type, '>20')):
    try:
        print(repr(v), repr(spec), format(v, spec))
    except (TypeError, ValueError) as e:
        print(repr(v), repr(spec), '->', type(e).__name__, e)
