# del of names, attributes, items, slices, nested tuples; and names that are gone.
x = y = z = w = 1
del x, (y, [z]), w
for name in 'xyzw':
    try:
        eval(name)
    except NameError as e:
        print(e)
class A:
    a = 1
    def __delitem__(self, k): print('delitem', k)
    def __delattr__(self, n): print('delattr', n)
o = A()
del o[1], o[1:2], o[::3], o[1, ...], o.p, (o.q), [o.r]
l = list(range(6))
del l[0], l[1:3], l[-1]
print(l)
d = {'k': 1}
del d['k']
print(d)
def local():
    v = 1
    del v
    try:
        del v
    except UnboundLocalError as e:
        print(e)
    try:
        v
    except UnboundLocalError as e:
        print(e)
    for v in [1]:
        del v
    def inner(): return c
    c = 1
    del c
    try:
        inner()
    except NameError as e:
        print(e)
    c = 2
    return inner()
print(local())
for statement in ('del nope', 'del d["zz"]', 'del l[99]', 'del A.zz', 'del (1).real', 'del d.items', 'del "abc"[0]', 'del (1,)[0]', 'del len'):
    try:
        exec(statement)
    except Exception as e:
        print(statement, '->', type(e).__name__, e)
for source in ('del f()', 'del 1', 'del a + b', 'del (a, b()) ', 'del None', 'del [x for x in y]', 'del a if b else c', 'del *a', 'del', 'del ()', 'del a, ', 'del x := 1', 'del (a := 1)', 'del f"x"', 'del -a', 'del a.b.c[0].d'):
    try:
        compile(source, '', 'exec')
        print('fine:', source)
    except SyntaxError as e:
        print(source, '->', e.msg)
