# Abstract classes: what cannot be made, registration, subclass hooks, and collections.abc's mixins.
from abc import ABC, ABCMeta, abstractmethod, update_abstractmethods
import collections.abc as c
class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    @abstractmethod
    def draw(self): return 'base draw'
class Half(Shape):
    area = 5
    def draw(self): return 'half+' + super().draw()
class Full(Half):
    @classmethod
    def make(cls): return cls()
print(sorted(Shape.__abstractmethods__), sorted(Half.__abstractmethods__), Full.make().draw(), Full().area)
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as e:
        print(e)
class Late(ABC):
    @abstractmethod
    def only(self): ...
try:
    Late()
except TypeError as e:
    print(e)
Late.only = lambda self: 1
update_abstractmethods(Late)
print(Late().only())
@Shape.register
class Virtual: pass
print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), Virtual.__mro__, isinstance(5, Shape))
try:
    Shape.register(5)
except TypeError as e:
    print(e)
try:
    Virtual2 = type('V', (Shape,), {})
    Virtual2.register(Shape)
except RuntimeError as e:
    print(e)
class Quacks(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other): return any('quack' in vars(b) for b in other.__mro__) or NotImplemented
class Duck:
    def quack(self): ...
print(issubclass(Duck, Quacks), isinstance(Duck(), Quacks), issubclass(int, Quacks))
class L(c.MutableSequence):
    def __init__(self, *a): self.l = list(a)
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
x = L(1, 2, 3)
x.append(4); x.extend([5, 6]); x.reverse(); x += [0]; x.remove(3)
print(x.l, x.pop(), x.index(5), 2 in x, list(reversed(x)), x.count(6), isinstance(x, c.Sequence))
class S(c.Set):
    def __init__(self, items): self.s = list(dict.fromkeys(items))
    def __contains__(self, v): return v in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
print(sorted((S('abc') & S('bcd')).s), sorted((S('ab') | {'z'}).s), S('ab') <= S('abc'), S('ab') == {'a', 'b'}, (S('abc') - S('b')).s, S('ab').isdisjoint('c'), sorted((S('ab') ^ S('bc')).s))
class M(c.Mapping):
    def __getitem__(self, k): return {'a': 1}[k]
    def __iter__(self): return iter('a')
    def __len__(self): return 1
print(M().get('z', 9), 'a' in M(), list(M().items()), M() == {'a': 1}, M().keys() & {'a'}, dict(M()), {**M()})
checks = {n: [t.__name__ for t in (list, dict, set, str, int, range, bytes, type(iter([])), type(i for i in ''), type({}.keys())) if issubclass(t, getattr(c, n))] for n in sorted(c.__all__) if n != 'ByteString'}
for n, names in checks.items(): print(n, names)
