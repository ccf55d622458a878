# Weak dictionaries, sets, finalizers and methods, with collections forced.
import gc
import weakref
class Obj:
    def __init__(self, name): self.name = name
    def __repr__(self): return f'Obj({self.name})'
    def method(self): return self.name
def settle():
    for _ in range(3): gc.collect()
def fill():
    global kept
    kept = Obj('kept')
    values['k'], values['gone'] = kept, Obj('gone')
    keys[kept], keys[Obj('gone key')] = 1, 2
    members.add(kept)
    members.add(Obj('gone member'))
    weakref.finalize(Obj('f'), print, 'finalized', end='!\n')
values, keys, members = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
fill()
settle()
print(dict(values), dict(keys), list(members), len(values), 'gone' in values)
r = weakref.ref(kept, lambda ref: print('callback', ref is r))
p = weakref.proxy(kept)
print(r() is kept, p.name, p.method(), r == weakref.ref(kept), hash(r) == hash(kept), weakref.getweakrefcount(kept) > 1)
m = weakref.WeakMethod(kept.method)
print(m()(), values.get('k'), values.setdefault('k', None), list(values.valuerefs())[0]() is kept)
f = weakref.finalize(kept, lambda *a: print('final', a) or 'result', 1, 2)
print(f.alive, f.peek()[2], f(), f.alive, f())
def drop():
    global kept
    del kept
drop()
settle()
print(r(), m(), len(values), len(keys), len(members))
try:
    p.name
except ReferenceError as e:
    print(e)
for source in ('weakref.ref(5)', 'weakref.ref("a")', 'weakref.ref([])', 'weakref.proxy(())', 'values.__setitem__("x", 5)', 'weakref.ref()', 'weakref.WeakMethod(len)'):
    try:
        print(eval(source))
    except TypeError as e:
        print(source, '->', e)
class Slots:
    __slots__ = 'a',
try:
    weakref.ref(Slots())
except TypeError as e:
    print(e)
