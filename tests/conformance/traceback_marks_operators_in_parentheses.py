# The operator or subscript that tracebacks mark, in traceback.py as in the report of an uncaught exception.
import traceback
e = 3
def f1(): return (abs(((-2**63 or ()) & getattr(e, 'x', {'k': 1}))) - 1)
def f2(): return ((e or 1) / 0)
def f3(): return ((e) / 0)
def f4(): return (e if e else 2) [0]
def f5(): return (e)[(0)]
def f6(): return (e)(0)[(0)]
def f7(): return ((e)+(e))  //  ( 0)
def f8(): return (not e) @ (e)
def f9(): return ((e)).x
def g1(): return (e)[ (0) : (1) ]
def g2(): return (lambda: e)()[0]
def g3(): return ([e] or e)  [ 'a' ]
def g4(): return (e, e) ['a']
def g5(): return (((e) + 1)) ** ('a')
def g6(): return -(e) ** ('a')
def g7(): return (-(e)) ** ('a')
def g8(): return [(e) for e in [1]] ['a']
def g9(): return ((e) for e in [1]) ['a']
def h1(): return {(e): 1} ['a']
def h2(): return 'abc' 'def' [(e) :] ['a']
def h3(): return (yield_ := 3) / 0
def h4(): return (f'{(e)}') / 0
def h5(): return (e)<<('a')
def h6(): return (e)	+	('a')
def h7(): return (1 < 2) + ( 'a' )
import sys
for n, f in list(globals().items()):
    if len(n) == 2 and n[1].isdigit():
        try: f()
        except Exception as x:
            print(n, traceback.format_exc())
            sys.excepthook(type(x), x, x.__traceback__)
