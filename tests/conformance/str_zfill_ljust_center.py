# Padding: signs stay in front with zfill, center leans as CPython's does.
for s in ('', '5', '-5', '+', '-', '--5', 'abc', '+ab'):
    print([s.zfill(n) for n in range(5)])
for w in range(7):
    print(repr('ab'.center(w, '*')), repr('abc'.center(w, '*')), repr('ab'.ljust(w, '.')), repr('ab'.rjust(w)))
print(b'-5'.zfill(4), b'ab'.center(5, b'*'), bytearray(b'a').rjust(3, b'-'), 'é'.center(4, '\u2603'))
for call in ("'a'.center()", "'a'.center(3, '')", "'a'.center(3, 'ab')", "'a'.ljust('3')", "'a'.zfill()", "b'a'.ljust(3, 'x')", "b'a'.ljust(3, b'xy')", "'a'.rjust(3, b' ')"):
    try:
        print(eval(call))
    except TypeError as e:
        print(e)
