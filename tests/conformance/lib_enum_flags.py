# Flag: combinations, inversion, boundaries, and iteration by bits.
from enum import Flag, IntFlag, auto, KEEP, STRICT, CONFORM, EJECT

class P(Flag):
    R = 4
    W = 2
    X = 1
    RW = R | W
print(P.R | P.X, repr(P.R | P.X), P.RW, repr(P.RW), P(0), repr(P(0)), ~P.R, P.R & P.RW, P.RW ^ P.R, bool(P.R & P.W))
print(list(P.RW), list(P), P.R in P.RW, P.X in P.RW, len(P.RW), P['RW'], P(7), [m.name for m in P(5)])
for source in ('P(8)', "P.R | 1", 'P.R in 4', 'P("a")'):
    try:
        print(eval(source))
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0])

class I(IntFlag):
    A = auto()
    B = auto()
    C = auto()
print(I.A | I.C, repr(I.A | 8), I.A + I.B, ~I.A, I(3) == 3, f'{I.B:03}', repr(I(16)))

class K(Flag, boundary=KEEP):
    A = 1
class Cn(Flag, boundary=CONFORM):
    A = 1
class Ej(Flag, boundary=EJECT):
    A = 1
print(repr(K(5)), repr(Cn(5)), repr(Ej(5)), type(Ej(5)))
