# Annotations of functions, classes and modules: evaluation order, strings, targets that are not names.
log = []
def note(x):
    log.append(x)
    return x
def f(a: note('a'), b: note('b') = note('default'), *args: note('args'), c: note('c'), **kw: note('kw')) -> note('return'): pass
print(log, f.__annotations__)
log.clear()
class A:
    x: note('x')
    y: note('y') = note('value')
    (z): note('z')
    if log:
        w: note('w')
    self_ref: 'A'
    print(sorted(k for k in locals() if not k.startswith('__')), __annotations__)
print(A.__annotations__, log, hasattr(A, 'x'))
log.clear()
class B(A): pass
print(B.__annotations__ is A.__annotations__, '__annotations__' in B.__dict__, B.__annotations__)
m: int = 3
n: 'str'
a = A()
a.attr: note('attribute annotation is evaluated') = 5
d = {}
d['k']: note('subscript') = 6
(p): int = 7
print(__annotations__, log, a.attr, d)
def local():
    x: undefined_name_is_fine
    y: also_undefined = 1
    d[note('target')]: never = note('val')
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    return y, local.__annotations__
print(local())
try:
    class C:
        q: undefined_here
except NameError as e:
    print(e)
lam = lambda x: x
print(lam.__annotations__, f.__annotations__ is f.__annotations__, len.__class__, hasattr(len, '__annotations__'))
f.__annotations__ = {'new': 1}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__)
A.__annotations__['added'] = int
print(A.__annotations__['added'])
exec('from __future__ import annotations\ndef g(x: undefined + 1, y: list[int] = 3) -> "quoted": pass\nclass D:\n    z: a.b.c[d]\n    def h(self, q: lambda: 0): pass\nv: x if y else z\nprint(g.__annotations__, D.__annotations__, D.h.__annotations__, __annotations__)', {})
import inspect
print(inspect.get_annotations(B), inspect.get_annotations(A)['self_ref'], inspect.get_annotations(lambda: 0))
