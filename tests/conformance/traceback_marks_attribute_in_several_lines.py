# An attribute that spans lines is marked at its name.
import traceback
x = 'a'
class N:
    def __init__(self): self.a = self
    def m(self, *a): return self
    def e(self, *a): raise ValueError
    @property
    def pe(self): raise KeyError
n = N()
def s1(): (x
  .foo)
def s2(): (x
  .foo.bar)
def s3(): (x
  .foo())
def s4(): (x.
  foo)
def s5(): (x.upper()
  .foo.bar().baz)
def s6():
    n.a.m(
      1).e(2)
def s7():
    (n
      .a
      .m(1)
      .e(
         2,
         3))
def s8():
    return n.pe + (
      1)
def s9():
    return (n
      .
      pe)
def t1():
    (n
     ).foo = 3
def t2():
    (n
     .pe) = 3
def t3():
    (n
     .pe
     .x) = 3
def t4():
    (n
     .pe) += 3
def t5():
    (n
     .a
     .foo
     ) += 3
def t6():
    (x
     .foo
     ) : int = 3
def t7():
    del (n.a
     .foo
     )
def t8():
    n.m(n
      .e()).m()
def t9():
    (n.
       m(3)
      .e
        (5))
def u1():
    (n
     .m)(3).foo
def u2():
    n.m(
    1,
    2,
    ).foo(3)
def u3():
    n.m(
    1,
    *5,
    ).foo(3)
def u4():
    (n
    .m(
    1,
    *5,
    ).foo(3))
def u5():
    (n
    .e(
    1,
    k=3
    ).foo(3))
def u6():
    (n
    .e(
    1,
    **{'k': 3}
    ).foo(3))
def u7():
    with n. \
       foo as z: pass
def u8():
    (n
      [3])
def u9():
    (n.
      a[3]
        [5])
import sys
for n_, f in list(globals().items()):
    if len(n_) == 2 and n_[1].isdigit():
        try:
            r = f()
            print(n_, r)
        except Exception as e: print(n_, traceback.format_exc())
