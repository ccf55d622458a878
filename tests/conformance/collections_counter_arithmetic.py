# Counting in dicts and in subclasses that overrule get or []=, and the arithmetic of counters; merging of dicts.
from collections import Counter, _count_elements
class C(dict):
    def __setitem__(self,k,v): print('set',k,v); dict.__setitem__(self,k,v)
class G(dict):
    def get(self,k,d=None): print('get',k); return dict.get(self,k,d)
for T in C,G,dict,Counter:
    c=T(); _count_elements(c,'abca'); print(c)
c=Counter(); 
try: _count_elements(c,[[]])
except TypeError as e: print(e)
try: _count_elements(c,5)
except TypeError as e: print(e)
d={'a':1.5,'b':2**62-1,'c':2**62-2,'d':'x'}
_count_elements(d,'abcc'); print(d)
try: _count_elements(d,'d')
except TypeError as e: print(e)
a=Counter(a=3,b=-1,c=0,d=2); b=Counter(a=1,b=5,e=-4,f=0,g=7,d=-2)
print(dict(a+b),dict(a-b),dict(a|b),dict(a&b),dict(+a),dict(-a),dict(-b))
for op in '+-|&':
    x=Counter(a); y=x; exec('x%s=b'%op); print(dict(x),x is y)
    x=Counter(a); exec('x%s=x'%op); print(dict(x))
class K(Counter): pass
print(type(K('ab')+K('b')),K('ab').copy(),Counter(K('aab')),Counter({'x':2},y=3),Counter(x=1).update(x=4))
z=Counter('aab'); z.update(z); print(z); z.update({'a':1}); z.update('b',c=3); z.subtract('aa',b=9); print(z, z.most_common(1), list(z.elements()))
class E:
    def __init__(s,v): s.v=v
    def __hash__(s): return 1
    def __eq__(s,o): return s.v==o.v
    def __repr__(s): return 'E%d'%s.v
print(dict(Counter([E(1),E(2),E(1),E(2),E(3)])))
d={E(i):i for i in range(5)}; d.update({E(2):9,E(7):8}); print(d, d|{E(1):5}, {**d})
d=dict.fromkeys('abc'); del d['b']; e=d.copy(); print(e); e['b']=1; print(e,{}|d, d|e)
x={i:i for i in range(1000)}; 
for i in range(0,1000,3): del x[i]
y=x.copy(); y.update({i:0 for i in range(0,2000,7)}); print(len(x),len(y),sum(y),sum(y.values()),list(y)[:5],list(y)[-3:])
print(sorted(map(str,Counter('abc'*3).items())))
