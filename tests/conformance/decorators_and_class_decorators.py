# Decorators: any expression, evaluation order, what may be returned, and line numbers.
log = []
def note(tag):
    log.append(('made', tag))
    def deco(obj):
        log.append(('applied', tag, getattr(obj, '__name__', obj)))
        return obj
    return deco
@note('outer')
@note('inner')
def f(x=log.append('default evaluated')): pass
print(log)
log.clear()
class D:
    table = {'k': [note('subscript')]}
@D.table['k'][0]
@(lambda obj: note('lambda')(obj))
@(note('a') if True else note('b'))
@(d := note('walrus'))
class C: pass
print(log, C.__name__)
@(lambda f: print('called with', f.__name__))
def gone(): pass
print(gone is None)
@property
def prop(self): return 5
@staticmethod
def static(): return 'static called'
@classmethod
def cm(cls): return cls
print(type(prop).__name__, static(), prop.fget.__name__)
try:
    cm()
except TypeError as e:
    print(e)
def count(f):
    def wrapper(*args, **kw):
        wrapper.calls += 1
        return f(*args, **kw)
    wrapper.calls = 0
    return wrapper
@count
@count
def add(a, b): return a + b
add(1, 2), add(b=3, a=4)
print(add.calls)
def register(cls, /, **options):
    def wrap(c):
        c.options = options
        registry[c.__name__] = c
        return c
    return wrap if cls is None else wrap(cls)
registry = {}
@register
class R1: pass
@lambda c: register(None, x=1)(c)
class R2: pass
print(registry, R2.options)
class M:
    @staticmethod
    def deco(f): return lambda self: ('decorated', f(self))
    @deco
    def m(self): return 'm'
    @classmethod
    @property
    def cp(cls): return cls.__name__
    def _x(self): return 1
    x = property(_x).setter(lambda self, v: print('set', v))
m = M()
m.x = 3
print(m.m(), M.cp, m.x)
for source in ('@5\ndef f(): pass', '@undefined\ndef f(): pass', '@int\nclass A: pass', '@note\ndef f(): pass\nprint(f.__name__)', '@(yield)\ndef f(): pass', '@x y\ndef f(): pass', '@\ndef f(): pass', '@a\n', '@*a\ndef f(): pass', '@a, b\ndef f(): pass', '@await x\ndef f(): pass', '@not None\ndef f(): pass'):
    try:
        exec(source)
    except Exception as e:
        print(repr(source), '->', type(e).__name__, e)
