# Names: local, enclosing, global, built-in; shadowing and deleting at each level.
import builtins
len_was = len
def uses_len(): return len('abc')
print(uses_len())
len = lambda x: 'shadowed'
print(uses_len())
del len
print(uses_len())
builtins.brand_new = 'from builtins'
print(brand_new)
brand_new = 'global'
print(brand_new, builtins.brand_new)
del brand_new
print(brand_new)
del builtins.brand_new
try:
    brand_new
except NameError as e:
    print(e)
def f():
    global made_here
    made_here = 1
    def g():
        made_here = 2
        def h():
            global made_here
            return made_here
        return made_here, h()
    return g()
print(f(), made_here)
globals()['dynamic'] = 'via dict'
print(dynamic, 'dynamic' in globals(), globals()['__name__'])
def dyn():
    locals()['x'] = 5
    try:
        return x
    except NameError as e:
        return str(e)
print(dyn())
def loc(a, b=2):
    c = 3
    del b
    def inner(): return c
    return locals()
print(sorted(k for k in loc(1)), loc(1)['a'])
class K:
    v = 1
    names = sorted(n for n in vars() if not n.startswith('_'))
print(K.names, vars(K)['v'], sorted(vars(K()).keys()))
try:
    vars(5)
except TypeError as e:
    print(e)
print(dir.__name__, [n for n in dir() if n in ('f', 'K', 'loc')], 'len' in dir(builtins), __builtins__ is builtins or type(__builtins__))
def shadow_arg(print): return print
print(shadow_arg(1), (lambda id: id)(2), [id for id in 'a'], id is builtins.id)
exec('hidden = 1', ns := {})
print('hidden' in globals(), ns['hidden'])
for name in ('nonexistent', '__debug__', '__name__', '__doc__', '__spec__', '__package__'):
    try:
        print(name, eval(name) is not None)
    except NameError as e:
        print(e)
old_print = builtins.print
try:
    builtins.print = lambda *a, **k: old_print('patched', *a, **k)
    print(1)
finally:
    builtins.print = old_print
print(2)
