"""classmethod asks what it wraps to bind itself to the class; bound methods are no descriptors."""


class A:
    def method(self, *args):
        return type(self).__name__, args


a = A()


class Descriptor:
    def __get__(self, instance, owner):
        return 'got', instance.__name__, owner.__name__


class X:
    plain = a.method
    bound = classmethod(a.method)
    native = classmethod(len)
    of_static = classmethod(staticmethod(lambda *args: args))
    of_property = classmethod(property(lambda cls: cls.__name__))
    of_descriptor = classmethod(Descriptor())


class Y(X):
    pass


x = X()
print(x.plain(), X.plain(), x.plain.__self__ is a, X.plain is X.__dict__['plain'])
for where in X, x, Y, Y():
    print(where.bound() == ('A', (where if isinstance(where, type) else type(where),)), where.of_property, where.of_descriptor,
          where.of_static(1))
print(type(X.native).__name__)
m = a.method.__get__(3, int)
print(m.__self__, m.__func__ is A.method, m(), a.method.__get__(None, A) is A.method)
