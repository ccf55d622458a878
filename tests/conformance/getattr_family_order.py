# __getattribute__ before __getattr__; which errors fall through; dir and hasattr.
class A:
    x = 'class x'
    def __getattribute__(self, name):
        if name.startswith('blocked'):
            raise AttributeError('blocked by getattribute')
        if name == 'boom':
            raise ValueError('not an AttributeError')
        return super().__getattribute__(name)
    def __getattr__(self, name):
        if name.endswith('never'):
            raise AttributeError(f'no {name}')
        return f'fallback {name}'
a = A()
a.own = 'own'
print(a.x, a.own, a.other, a.blocked_1, hasattr(a, 'really_never'), getattr(a, 'x_never', 'default'))
for name in ('boom', 'never'):
    try:
        getattr(a, name)
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
class P:
    @property
    def p(self): raise AttributeError('inner')
    def __getattr__(self, name): return f'asked for {name}'
print(P().p)
class Q:
    @property
    def p(self): return self.missing
try:
    Q().p
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
class D:
    def __dir__(self): return ['z', 'a', 'm']
print(dir(D()), '__dir__' in dir(D), sorted(D().__dir__()))
class BadDir:
    def __dir__(self): return 5
try:
    dir(BadDir())
except TypeError as e:
    print(e)
class S:
    def __setattr__(self, n, v):
        if n == 'ro': raise AttributeError('read only')
        object.__setattr__(self, n, v)
    def __delattr__(self, n):
        print('deleting', n)
        object.__delattr__(self, n)
s = S()
s.q = 1
del s.q
for source in ('setattr(s, "ro", 1)', 'delattr(s, "q")', 'setattr(s, 1, 2)', 'getattr(s, 1)', 'hasattr(s, 1)', 'getattr(s)', 'object.__getattribute__(s, "zz")'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
