# Keyword arguments of a class statement reach __prepare__, __new__, __init__ and __init_subclass__.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, [b.__name__ for b in bases], kw)
        return {'seeded': 1}
    def __new__(mcs, name, bases, ns, *, mark=None, **kw):
        print('new', name, sorted(k for k in ns if not k.startswith('__')), mark, kw)
        return super().__new__(mcs, name, bases, ns, **kw)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)

class A(metaclass=Meta, mark='m'):
    x = 2
class Base:
    def __init_subclass__(cls, /, tag='none', **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
class B(Base, metaclass=Meta, tag='given'):
    pass
print(A.seeded, A.x, B.tag)
class C(Base):
    pass
print(C.tag)
for source in ('class D(Base, nope=1): pass', 'class E(nope=1): pass', 'class F(metaclass=3): pass', 'class G(int, bool): pass', 'class H(Base, Base): pass', 'class I(metaclass=lambda *a, **k: (a[0], k), z=1): pass\nprint(I)', 'class J(*[Base], **{"tag": 5}): pass\nprint(J.tag)', 'class K(1): pass', 'class L(bool): pass', 'class M(type(None)): pass', 'class N(object, int): pass'):
    try:
        exec(source)
    except TypeError as e:
        print(source, '->', e)
