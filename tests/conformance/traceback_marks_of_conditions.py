# Where tracebacks point when the truth of a condition cannot be told.
import traceback
class B:
    def __bool__(self): raise ValueError('b')
    def __eq__(self, o): return self
    def __lt__(self, o): return self
    def __contains__(self, o): raise ValueError('c')
b = B()
def s1():
    if b: pass
def s2():
    while b: pass
def s3():
    if 0: pass
    elif b: pass
def s4(): return b and 1
def s5(): return 1 and b or 2
def s6(): return not b
def s7(): return 1 if b else 2
def s8(): return [x for x in [1] if b]
def s9(): return [x for x in [1] if b == 1]
def t1():
    if b == 1: pass
def t2(): return 1 if b == 1 else 2
def t3(): return 1 if b < 1 < 2 else 2
def t4(): return b < 1 < 2
def t5():
    if not b: pass
def t6():
    if not b == 1: pass
def t7():
    if 1 and b: pass
def t8():
    if b == 1 and 2: pass
    else: pass
def t9():
    if 1 in b: pass
def u1():
    while 1 and (b or 2):
        pass
def u2(): assert b
def u3(): assert b, 'x'
def u4(): assert b == 1, 'x'
def u5(): return (b and
    1)
def u6(): return (1 if
    b else
    2)
def u7(): return {x: 1 for x in [1] if 1 if b}
def u8(): return (lambda: 5 if b else 6)()
def u9(): return b or 1 and 2
def v1(): return b if b else b
def v2(): return (b if b else b) == 1 if 1 else 2
def v3(): return 1 if (b and 1) else 2
def v4(): return 1 if (1 if b else 2) else 2
def v5(): return bool(b)
def v6(): return any([b])
def v7(): return [1, 2] if not b else 3
def v8():
    x = b and b
def v9():
    x = (
      b
      and b
    )
def w1():
    if (
      b
      and b
    ): pass
def w2():
    return (
      1 if b
      else 2)
def w3():
    if b:
        x = 1
    elif 3:
        y = 2
def w4():
    while b:
        x = 1
    else:
        y = 2
def w5():
    while True:
        x = 1
        while x == 1 and b:
            break
def w6():
    x = 1
    while x:
        x = b
def w7():
    x = 1
    while x == 1:
        x = b
def w8():
    x = 1
    while 1 and x:
        x = b
def w9():
    x = 1
    while not x == 0:
        x = b
for n, f in list(globals().items()):
    if len(n) == 2 and n[1].isdigit():
        try: f()
        except Exception as x:
            print(n, traceback.format_exc())
