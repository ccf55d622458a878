# Assigning to __class__: allowed where layouts agree.
class A:
    def who(self): return 'A'
class B:
    def who(self): return 'B'
class S:
    __slots__ = 'x',
class T:
    __slots__ = 'x',
class U:
    __slots__ = 'y',
class L(list):
    pass
a = A()
a.kept = 1
a.__class__ = B
print(a.who(), a.kept, type(a).__name__, isinstance(a, A))
s = S()
s.x = 5
s.__class__ = T
print(s.x, type(s).__name__)
for obj, cls in ((a, S), (S(), U), (a, int), (a, 5), (L(), A), (1, int), ([], L), (a, L), (type, A)):
    try:
        obj.__class__ = cls
        print('ok', type(obj).__name__)
    except TypeError as e:
        print(e)
try:
    del a.__class__
except TypeError as e:
    print(e)
class Liar:
    @property
    def __class__(self): return int
print(isinstance(Liar(), int), type(Liar()).__name__, Liar().__class__, isinstance(Liar(), Liar))
import types
class Mod(types.ModuleType):
    @property
    def computed(self): return 42
m = types.ModuleType('m')
m.__class__ = Mod
print(m.computed)
