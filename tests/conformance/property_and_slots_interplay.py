# Properties with slots, deletion, documentation, inheritance by setter, and abstract flags.
class P:
    __slots__ = ('_v', '__weakref__')
    def __init__(self, v): self._v = v
    @property
    def v(self):
        "The value."
        return self._v
    @v.setter
    def v(self, value): self._v = value * 2
    @v.deleter
    def v(self): del self._v
p = P(1)
p.v = 5
print(p.v, P.v.__doc__, P.v.fget.__name__, P.v.fset is not None)
del p.v
for source in ('p.v', 'p._v', 'del p.v', 'p.w', 'p.__dict__', 'P._v', 'P._v.__get__(p)', 'setattr(p, "w", 1)', 'P.v.fget(5)', 'P._v.__set__(5, 1)', 'P._v.__get__(5)'):
    try:
        print(source, '=', eval(source) if not source.startswith('del') else exec(source))
    except (AttributeError, TypeError) as e:
        print(source, '->', type(e).__name__, e)
class Child(P):
    @P.v.getter
    def v(self): return ('child', self._v)
c = Child(3)
c.v = 4
c.extra = 'has dict'
print(c.v, c.__dict__, Child.__dict__['v'] is not P.__dict__['v'])
class RO:
    @property
    def only(self): return 1
    wo = property(fset=lambda self, v: print('wrote', v), doc='write only')
    nothing = property()
r = RO()
r.wo = 7
for statement in ('r.only = 2', 'del r.only', 'r.wo', 'r.nothing', 'r.nothing = 1', 'RO.only.fget = 1', 'RO.only.__get__()', 'property(1, 2, 3, 4, 5)', 'property(5).__get__(1)', 'RO.wo.__doc__ = "new doc"'):
    try:
        exec(statement)
        print('fine:', statement)
    except (AttributeError, TypeError) as e:
        print(statement, '->', type(e).__name__, e)
print(RO.wo.__doc__, repr(RO.only).split(' at ')[0], isinstance(RO.only, property), RO.only.__isabstractmethod__)
class Base:
    __slots__ = ['a', 'b']
class Mid(Base):
    __slots__ = {'c': 'documented c'}
class Leaf(Mid):
    __slots__ = ()
x = Leaf()
x.a, x.c = 1, 2
print(x.a, x.c, hasattr(x, 'b'), Mid.c.__doc__, [s for k in Leaf.__mro__ for s in getattr(k, '__slots__', ())], hasattr(x, '__dict__'))
for source in ('class A: __slots__ = ("a", "a")', 'class A: __slots__ = "a b"', 'class A: __slots__ = (1,)', 'class A:\n __slots__ = ("x",)\n x = 1', 'class A(int): __slots__ = ("a",)', 'class A: __slots__ = ("__dict__", "__dict__")', 'class A(Base, P): pass', 'class A(int): __slots__ = ()', 'class A(tuple): __slots__ = "x"', 'class A: __slots__ = "single"\nA.single', 'class A: __slots__ = ("__mangled",)\nprint(A._A__mangled)', 'class A(P): __slots__ = ("__weakref__",)'):
    try:
        exec(source)
        print('fine:', repr(source))
    except (TypeError, ValueError, AttributeError) as e:
        print(repr(source), '->', type(e).__name__, e)
