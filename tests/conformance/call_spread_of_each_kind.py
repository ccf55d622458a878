# f(*a, **k) of each kind of callable, from each kind of frame, with what may and may not be spread.
def f(*a,**k): return a,k
def g(a,b,c=3,*,x=0,**k): return a,b,c,x,k
class M:
    def m(self,*a,**k): return self.__class__.__name__,a,k
    @classmethod
    def c(cls,*a,**k): return cls.__name__,a,k
    def __call__(self,*a,**k): return 'call',a,k
    def __init__(self,*a,**k): self.v=(a,k)
m=M()
a=(1,2,3);k={'x':1,'y':2}
print(f(*a,**k),f(*a),f(**k),f(*(),**{}),f(0,*a,5,*a,z=3,**k),g(*a,**k),g(*a[:2],**{'c':9}))
print(m.m(*a,**k),m.c(*a,**k),m(*a,**k),M(*a,**k).v,M.m(m,*a,**k),f(*iter(a)),f(*[1],*'ab',**{'q':1},**{'r':2}))
def t(fn):
    try: print(fn())
    except TypeError as e: print(e)
t(lambda: f(**{1:2})); t(lambda: f(**{'a':1},**{'a':2})); t(lambda: f(a=1,**{'a':2})); t(lambda: g(**k)); t(lambda: g(*a,4,5)); t(lambda: g(*a,**{'b':1}))
t(lambda: f(**5)); t(lambda: f(*5)); t(lambda: f(**{'x':1},**{3:4})); t(lambda: dict(**{3:4})); t(lambda: m.m(**{3:4}))
def gen():
    r=f(*a,**k); yield r
    yield f(*(yield 'w'),**k)
z=gen(); print(next(z),next(z),z.send([7,8]))
async def co(): return f(*a,**k)
try: co().send(None)
except StopIteration as e: print(e.value)
def rec(n,*a,**k): return n if n==0 else rec(n-1,*a,**k)
print(rec(500,1,2,x=3))
def inf(*a,**k): return inf(*a,**k)
try: inf(1,x=2)
except RecursionError as e: print('RecursionError')
def boom(*a,**k): raise ValueError(a,k)
try: boom(*a,**k)
except ValueError as e: print(e.args, e.__traceback__.tb_lineno)
k2={'x':1}
def mod(**kw): kw['z']=1; return kw
print(mod(**k2),k2)
def wrap(fn):
    def w(*a,**k): return fn(*a,**k)
    return w
print(wrap(wrap(g))(1,2,x=5,q=6))
def gg(*a,**k): yield a; yield k
print(list(gg(*a,**k)))
big=tuple(range(5000)); print(len(f(*big)[0]), len(f(**{'k%d'%i:i for i in range(3000)})[1]))
class D(dict):
    def keys(self): return ['p']
    def __getitem__(self,k): return 'item '+k
print(f(**D(a=1)))
class It(dict):
    def __iter__(self): return iter(['q'])
print(f(**It(q=1)))
from collections import OrderedDict
print(f(**OrderedDict(b=1,a=2)))
