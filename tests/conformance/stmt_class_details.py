# Classes: bodies, attributes, methods of all kinds, inheritance and what the body leaves behind.
SNIPPETS = [
    '''class A: pass
print(A.__name__, A.__bases__, A.__module__, A.__dict__.keys() >= {'__module__', '__dict__'})
''',
    '''class A:
    x = 1
    y = x + 1
    def f(self): return self.x, A.y
a = A()
a.x = 10
print(a.f(), A.x)
''',
    '''class A:
    def __init__(self, v): self.v = v
    def __repr__(self): return f'A({self.v})'
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(A(1), A(1) == A(1), sorted([A(2), A(1)]), A(1) != A(2))
''',
    '''class A:
    @classmethod
    def c(cls, x): return cls.__name__, x
    @staticmethod
    def s(x): return x
class B(A): pass
print(B.c(1), B().c(2), B.s(3), B().s(4))
''',
    '''class A:
    n = 0
    def __init__(self): A.n += 1
A(), A()
print(A.n)
''',
    '''class A:
    l = []
a, b = A(), A()
a.l.append(1)
a.m = b.l
print(b.l, a.m is A.l)
''',
    '''class A:
    def f(self): return 'A'
class B(A):
    def f(self): return 'B' + super().f()
class C(A):
    def f(self): return 'C' + super().f()
class D(B, C): pass
print(D().f(), [k.__name__ for k in D.mro()])
''',
    '''class A:
    for i in range(3): pass
    del i
    if True: z = 5
print(hasattr(A, 'i'), A.z)
''',
    '''class A:
    def f(): return 'no self'
print(A.f())
A().f()
''',
    '''class A:
    __x = 1
    def get(self): return self.__x
print(A().get(), A._A__x)
A().__x
''',
    '''class A(object): __slots__ = ('a',)
x = A()
x.a = 1
print(x.a)
x.b = 2
''',
    '''class A:
    def __call__(self, *a): return a
    def __getitem__(self, k): return k
    def __contains__(self, k): return k == 1
    def __len__(self): return 7
    def __iter__(self): return iter('it')
    def __bool__(self): return False
    def __enter__(self): return 'entered'
    def __exit__(self, *a): return True
a = A()
print(a(1, 2), a[1:2], 1 in a, len(a), list(a), bool(a))
with a as b: raise ValueError(b)
''',
    '''class A:
    def __add__(self, o): return ('add', o)
    def __radd__(self, o): return ('radd', o)
    def __neg__(self): return 'neg'
    def __index__(self): return 2
print(A() + 1, 1 + A(), -A(), [10, 20, 30][A()], hex(A()))
''',
    '''class A: x = undefined
''',
    '''class A(undefined): pass
''',
    '''class A(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
print(A(5), A(5) + 1, type(A(5) + 1).__name__)
''',
    '''class A: "doc string"; x = 1
print(A.__doc__, A().__doc__)
class B(A): pass
print(B.__doc__)
''',
    '''class Outer:
    class Inner:
        def f(self): return 'inner'
    def make(self): return self.Inner()
print(Outer().make().f(), Outer.Inner.__qualname__)
''',
    '''class A: pass
A.f = lambda self: self
a = A()
a.g = lambda: 'not bound'
print(a.f() is a, a.g())
del A.f
a.f
''',
    '''def make(n):
    class A:
        v = n
        def f(self): return n
    return A
print(make(3).v, make(4)().f(), make(1).__qualname__)
''',
    '''class A:
    def __del__(self): pass
    def __getattr__(self, n): return n.upper()
    def __setattr__(self, n, v): self.__dict__[n] = v * 2
a = A()
a.x = 2
print(a.x, a.y)
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
