# __set_name__, __get__ with owner only, and descriptors found on metaclasses.
class D:
    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)
        self.name = name
    def __get__(self, obj, owner=None):
        return self.name, obj is None, owner.__name__
class A:
    one = D()
    two = one
print(A.one, A().one, A().two)
A.later = D()
try:
    A().later
except AttributeError as e:
    print(e)
class Broken:
    def __set_name__(self, owner, name):
        raise ValueError('refused')
try:
    class B:
        attr = Broken()
except RuntimeError as e:
    print(e, '|', repr(e.__cause__))
class Meta(type):
    @property
    def prop(cls):
        return 'meta property of ' + cls.__name__
    both = 'meta'
class C(metaclass=Meta):
    both = 'class'
print(C.prop, C.both, type(C).both)
for source in ('C().prop', 'C.nope', 'C.prop.x'):
    try:
        print(eval(source))
    except AttributeError as e:
        print(e)
class Data:
    def __get__(self, obj, owner): return 'data descriptor'
    def __set__(self, obj, value): print('set', value)
class Holder:
    d = Data()
h = Holder()
h.__dict__['d'] = 'shadowed'
h.d = 5
print(h.d, h.__dict__)
try:
    del h.d
except AttributeError as e:
    print(e)
class Only:
    __get__ = None
class Uses:
    o = Only()
try:
    print(Uses().o)
except TypeError as e:
    print(e)
