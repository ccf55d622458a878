# __new__ and __init__: who is called, with what, and what happens to excess arguments.
class A:
    def __new__(cls, *args, **kw):
        print('new', cls.__name__, args, kw)
        return super().__new__(cls)
    def __init__(self, *args, **kw): print('init', args, kw)
class B(A):
    def __new__(cls, other): return other
A(1, x=2)
print(B(5))
a = A.__new__(B, 'direct') if False else object.__new__(B)
print(type(a).__name__)
class OnlyNew:
    def __new__(cls, x): return super().__new__(cls)
class OnlyInit:
    def __init__(self, x): self.x = x
class Neither: pass
class BadInit:
    def __init__(self): return 5
class NewNone:
    def __new__(cls): return None
class Both:
    def __new__(cls, x): return object.__new__(cls, x)
    def __init__(self, x): pass
class InitSuper:
    def __init__(self, x): super().__init__(x)
class NotCallableNew:
    __new__ = 5
for source in ('OnlyNew(1).__class__.__name__', 'OnlyInit(1).x', 'OnlyNew()', 'OnlyNew(1, 2)', 'OnlyInit()', 'Neither(1)', 'Neither(a=1)', 'BadInit()', 'NewNone()', 'Both(1)', 'InitSuper(1)', 'object(1)', 'object.__new__()', 'object.__new__(5)', 'object.__new__(int)', 'int.__new__(str)', 'int.__new__(bool)', 'bool.__new__(int)', 'str.__new__(int)', 'object.__new__(type)', 'object.__init__(5, 1)', 'object().__init__(1)', 'type.__new__(type, "X", (), {}).__name__', 'type.__new__(int, "X", (), {})', 'type("X", (), {}, 1)', 'type()', 'type(1, 2)', 'type("X", 5, {})', 'type("X", (), 5)', 'type(5, (), {})', 'type("X\\0", (), {})', 'type.__call__(int, "5")', 'type.__call__()', 'NotCallableNew()', 'list.__new__(list, 1, 2)', 'list.__init__([], 1, 2)', 'tuple.__new__(tuple, "ab")', 'int.__new__(int, "7")', 'dict.__new__(dict, 1, 2, 3)', 'float.__new__(float, x=1)', 'NoneType_ := type(None)()', 'type(NotImplemented)() is NotImplemented', 'int.__init__(5)', 'int.__init__(5, 1)', 'super.__new__(super).__class__.__name__', 'property.__new__(property, 1, 2, 3, 4, 5).fget'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
class Singleton:
    instance = None
    def __new__(cls):
        if cls.instance is None: cls.instance = super().__new__(cls)
        return cls.instance
    def __init__(self): self.inits = getattr(self, 'inits', 0) + 1
print(Singleton() is Singleton(), Singleton().inits)
class Meta(type):
    def __call__(cls, *args):
        print('meta call', args)
        return super().__call__(*args)
class C(metaclass=Meta):
    def __init__(self, x): print('C init', x)
C(1)
class Immutable(tuple):
    def __new__(cls, *items): return tuple.__new__(cls, items)
    def __init__(self, *items): print('init of', self)
print(Immutable(1, 2), Immutable.__new__(Immutable, 3))
