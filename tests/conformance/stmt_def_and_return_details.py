# Functions: defaults, unpacking parameters, nested returns, recursion and what falls off the end.
SNIPPETS = [
    '''def f(): pass
print(f())
''',
    '''def f(): return
print(f())
''',
    '''def f(): return 1, 2
print(f())
''',
    '''def f(a, b=1, *c, d, e=2, **g): return a, b, c, d, e, g
print(f(1, d=3), f(1, 2, 3, 4, d=5, z=6))
''',
    '''def f(a, /, b, *, c): return a, b, c
print(f(1, 2, c=3), f(1, b=2, c=3))
f(a=1, b=2, c=3)
''',
    '''def f(a, /, **k): return a, k
print(f(1, a=2))
''',
    '''def f(a, b): pass
f(1)
''',
    '''def f(a, b): pass
f(1, 2, 3)
''',
    '''def f(a, *, b): pass
f(1)
''',
    '''def f(a): pass
f(a=1, b=2)
''',
    '''def f(a): pass
f(1, a=2)
''',
    '''def f(x=[]):
    x.append(len(x))
    return x
print(f(), f(), f([9]))
''',
    '''def f(n): return 1 if n < 2 else n * f(n - 1)
print(f(20))
''',
    '''def outer():
    x = 1
    def inner():
        return x
    x = 2
    return inner
print(outer()())
''',
    '''def f(): return g()
def g(): return 'defined later'
print(f())
''',
    '''f = lambda *a, **k: (a, k)
print(f(1, x=2), (lambda: (yield))().__class__.__name__)
''',
    '''def f(a, b=a_default): pass
''',
    '''def f(a=lambda: 'called'): return a()
print(f())
''',
    '''def f(*args, key=None): return args, key
print(f(*[1, 2], key=3), f(*'ab'), f(key=1, *[2]))
''',
    '''def f(self): return self
class A: m = f
print(A().m() is not None, A.m('x'))
''',
    '''def f():
    "doc"
    def f(): return 'inner f'
    return f()
print(f(), f.__doc__)
''',
    '''def f(a, b, c): return a + b + c
print(f(*[1], **{'b': 2, 'c': 3}), f(c=1, b=2, a=3))
''',
    '''def f(a, (b, c)): pass
''',
    '''def f(a, a): pass
''',
    '''def f(a=1, b): pass
''',
    '''def depth(n): return n if n == 0 else depth(n - 1)
print(depth(500))
depth(10 ** 6)
''',
    '''def f(a, b=2): return a, b
f.__defaults__ = (5, 6)
print(f(), f.__code__.co_varnames, f.__code__.co_argcount)
''',
    '''print((lambda a, b=1, *c, d=2, **e: (a, b, c, d, e))(0, 9, 8, d=7, z=6))
''',
    '''def f(x):
    if x: return 'early'
    print('after')
print(f(1), f(0))
''',
]
def run(source):
    try:
        exec(source, {'__name__': 'snippet'})
    except Exception as e:
        print('->', type(e).__name__, ascii(str(e)))
for source in SNIPPETS:
    print('>>>', source.strip().splitlines()[0])
    run(source)
