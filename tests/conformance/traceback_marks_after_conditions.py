# After a condition, tracebacks mark the last comparison in it, as the compiler of CPython 3.11 does.
import sys
import traceback
x = 5
def a1(): assert x == 6
def a2(): assert x == 6, 'm'
def a3(): assert x == 6, f'm {x}'
def a4(): assert not x
def a5(): assert not x, 'm'
def a6(): assert x and None, 'm'
def a7(): assert 0 or None or x < 3 < 4, 'm' + \
   'n'
def a8(): assert 0
def a9(): assert (x ==
     6), "foo"
def b1(): assert len([]), 'a'
def b2(): assert (0 if x else 1), 'a'
def b3(): assert all(
    v for v in
    [0]), 'x'
def b4():
    assert isinstance(x,
        str), 'x %s' % (
            x)
def b5(): assert x is None
def b6(): assert 2 < x < 3
def b7(): assert 2 < x < 3, 'a'
def b8(): assert not (2 < x), 'a'
def b9(): assert not (x and 1), 'a'
def c1(): assert x.real == 3 and x
def c2(): assert (yield_ := None)
def c3(): assert False, 'm'
def c4(): assert [], 'm'
def c5(): assert x not in (5,), 'm'
def c6(): assert not not x == 4, 'a'
def c7():
    assert x == 4, (
       'abc'
       'def')
def c8():
    assert x == 4, ValueError('abc')
def c9():
    assert lambda: 0 and 1, ValueError('abc')
for f in (a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5,b6,b7,b8,b9,c1,c2,c3,c4,c5,c6,c7,c8,c9):
    try: f()
    except AssertionError: print(traceback.format_exc())
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise ValueError
        return self.n
def s1(): return [x for x in [1] if x == 1 for y in x]
def s2(): return [x for x in [1] if x == 1 if x for y in x]
def s3(): return [x for x in [1] if x for y in x if y == 3]
def s4(): return {x: [] for x in [[]] if x == []}
def s5(): return {x for x in [[]] if 0 or x == [] or x if not x != []}
def s6(): return {x for x in [[]] if (1 if x == [] else 3)}
def s7(): return {x for x in [[]] if (1 < 2 < 3)}
def s8(): return [x for x in [1] if x == 1 for y in It(2)]
def s9(): return [x for x in It(1) if x == 1 for y in It(2) if x]
def t1(): return {x: 1 for x in [[]]
   for y in (1, 2)
     if y > 1 and
          x == []}
def t2(): return {(x
    ): 1 for x in [[]]}
def t3(): return {y for y in [[]] if (lambda: 3 == 3)}
def t4(): return {y for y in [[]] if (y == 3) is False}
def t5(): return {y for y in [[]] if f(y == 3) is False}
def t6(): return {y for y in [[]] if not g(y == 3)}
def t7(): return {y for y in [[]] if y == [] if y[0]}
def t8(): return {y for y in [[]] if y == [] if y.foo}
def t9(): return list(y for y in [[]] if y == [] if y.foo)
def u1(): return list(y for y in [[]] if y == [] for z in y.foo)
def u2(): return list(y for y in [[]] if y == [] for z in 3)
def u3(): return list(y for y in [[]] if y == [] for z in [3] for a, b in [y])
f = lambda x: x
g = f
for n, f in list(globals().items()):
    if len(n) == 2 and n[0] in 'stu' and n[1].isdigit():
        try: f()
        except Exception: print(n, traceback.format_exc())
