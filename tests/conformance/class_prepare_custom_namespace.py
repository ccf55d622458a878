# The body of a class runs in whatever mapping __prepare__ gives.
class Recorder(dict):
    def __init__(self):
        self.log = []
    def __setitem__(self, key, value):
        self.log.append(('set', key))
        super().__setitem__(key, value)
    def __getitem__(self, key):
        try:
            return super().__getitem__(key)
        except KeyError:
            if key.startswith('auto_'):
                return key[5:]
            raise
    def __delitem__(self, key):
        self.log.append(('del', key))
        super().__delitem__(key)
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Recorder()
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, dict(ns))
        cls.log = ns.log
        return cls
class A(metaclass=Meta):
    x = auto_hello
    y = x + '!'
    del x
    def f(self): return __class__
    for i in range(2):
        pass
    z: int = len(y)
print(A.log)
print(A.y, A.i, A.z, hasattr(A, 'x'), A().f() is A)
class Bad(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return 5
try:
    class X(metaclass=Bad):
        pass
except TypeError as e:
    print(e)
class Losing(type):
    def __new__(mcs, name, bases, ns):
        ns.pop('__classcell__', None)
        return super().__new__(mcs, name, bases, ns)
try:
    class Y(metaclass=Losing):
        def f(self):
            return __class__
    print(Y().f())
except (RuntimeError, NameError) as e:
    print(type(e).__name__, e)
