# What type() refuses, and in which words.
def show(f):
    try:
        print(f())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)


class A:
    pass


class B(A):
    pass


class M(type):
    pass


class N(type):
    pass


class X(metaclass=M):
    pass


class Y(metaclass=N):
    pass


class P:
    __slots__ = ('a',)


class Q:
    __slots__ = ('b',)


show(lambda: type('C', (A, B), {}))
show(lambda: type('C', (A, A), {}))
show(lambda: type('C', (X, Y), {}))
show(lambda: type('C', (int, str), {}))
show(lambda: type('C', (P, Q), {}))
show(lambda: type('C', (bool,), {}))
show(lambda: type('C', (1,), {}))
show(lambda: type(1, (), {}))
show(lambda: type('C', [], {}))
show(lambda: type('C', (), []))
show(lambda: type('C', (), {'__slots__': ('1a',)}))
show(lambda: type('C', (), {'__slots__': (1,)}))
show(lambda: type('C', (), {'__slots__': ('x',), 'x': 1}))
show(lambda: type('C', (A,), {'__slots__': ('__dict__',)}))
show(lambda: type('C', (int,), {'__slots__': ('x',)}))
show(lambda: type('C', (), {'__qualname__': 1}))
show(lambda: int.__dict__.update)
show(lambda: setattr(int, 'x', 1))
show(lambda: A().x)
show(lambda: A.x)
show(lambda: delattr(A, 'x'))
show(lambda: delattr(A(), 'x'))
show(lambda: P().a)
show(lambda: setattr(P(), 'z', 1))
show(lambda: (1).x)
show(lambda: setattr(1, 'x', 1))
show(lambda: setattr(1, 'real', 1))
show(lambda: setattr(A(), '__class__', 1))
show(lambda: setattr(A(), '__class__', P))
show(lambda: A(1))
show(lambda: A(x=1))
show(lambda: object.__new__(int))
show(lambda: object.__new__(A, 1))
show(lambda: int.__new__(str))
show(lambda: int.__new__(1))
show(lambda: int.__new__())
show(lambda: object.__new__(object, 1))
show(lambda: A.__init_subclass__(x=1))
show(lambda: type('C', (A,), {}, x=1))
print([c.__name__ for c in type('D', (B, A), {}).__mro__])
print(A.__subclasses__()[0].__name__)


class I(int):
    pass


class T(tuple):
    pass


i, t = I(10 ** 30), T((1, 2))
i.x = t.x = 5
print(i, i.x, i.__dict__, t, t.x, t.__dict__)
