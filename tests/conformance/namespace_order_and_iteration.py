# Names that code has looked for in vain are no part of a namespace: not in its order, its length, its iteration.
def late():
    return len(zz)
try: late()
except NameError as e: print(e)
yy = 1
zz = [1, 2]
print(late(), [k for k in globals() if not k.startswith('__')])
del yy
yy = 2
print([k for k in globals() if not k.startswith('__')])
print({v: n for n, v in globals().items() if type(v) is int and not n.startswith('_')})
len = lambda x: 7
print(late(), list(globals())[-3:])
del len
print(late(), list(globals())[-3:])
try:
    for k in globals(): new1 = 1
except RuntimeError as e: print(e)
try:
    for k in globals(): del new1
except RuntimeError as e: print(e)
for k in list(globals()):
    if k == 'yy': del yy
def f():
    global yy
    try:
        for n in globals():
            yy = 3
    except RuntimeError as e: print(e)
    try:
        for n in globals().values():
            if 'yy' in globals(): del yy
            else: yy = 3
    except RuntimeError as e: print(e)
    try:
        for n in globals().items():
            del yy
            yy = 3
    except (RuntimeError, NameError) as e: print(e)
f()
class A:
    a = 1; b = 2
def get(o): return o.c
try: get(A)
except AttributeError as e: print(e)
A.d = 1; A.c = 3
print(get(A), [k for k in vars(A) if k[0] != '_'])
del A.a; A.a = 5
print([k for k in vars(A) if k[0] != '_'], A.a)
try:
    for k in vars(A): A.e = 1
except RuntimeError as e: print(e)
try:
    for k in A.__dict__: del A.e
except RuntimeError as e: print(e)
for i in range(1000):
    globals()['v%d' % (i % 7)] = i
    if i % 3: del globals()['v%d' % (i % 7)]
print([(k, v) for k, v in globals().items() if k[0] == 'v'])
for i in range(100):
    qq = i
    del qq
g = {}
exec('a=1\ndef f(): return nope\nb=2\ndel a\na=3\nfor k in list(globals()): pass', g)
print([k for k in g if k != '__builtins__'], len(g), g.popitem()[0], list(reversed(g))[0])
g['nope'] = 1
print(g['f'](), list(g)[1:])
it = iter(g)
print(it.__length_hint__()); next(it); print(it.__length_hint__())
g['new'] = 1
print(it.__length_hint__())
g.clear(); print(g, list(g)); g['x'] = 1; print(g)
print(g.setdefault('y', 5), g, g.setdefault('x', 5))
