# C3 linearisation, its conflicts, mro() overridden, and bases that change.
class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
class D(B): pass
class E(C, D): pass
print([k.__name__ for k in E.__mro__], E.__base__.__name__, E.__bases__, [k.__name__ for k in O.__subclasses__()])
for source in ('class X(O, A): pass', 'class X(A, A): pass', 'class Y(B, A): pass\nclass X(C, Y): pass', 'class X(type, A): pass\nprint(X.__mro__[1])', 'class X(object, O): pass', 'class X(int, str): pass', 'class X(O, type(None)): pass', 'class X(list, dict): pass', 'class X(Exception, int): pass', 'class X(*()): pass\nprint(X.__bases__)', 'class X(bool): pass', 'class X(type(len)): pass', 'class X(type(lambda: 0)): pass', 'class X(range): pass', 'class X(slice): pass', 'class X(memoryview): pass', 'class X(5): pass', 'class X(len): pass', 'class X(KeyError, OSError): pass\nprint(X.__mro__[:3])', 'class X(ValueError, KeyError): pass\nprint(X("a"), X.__base__)'):
    try:
        exec(source)
    except TypeError as e:
        print(repr(source), '->', str(e).replace('\n', ' / '))
class Meta(type):
    def mro(cls):
        order = super().mro()
        return [order[0], *reversed(order[1:-1]), order[-1]]
class R(C, metaclass=Meta): pass
print([k.__name__ for k in R.__mro__], [k.__name__ for k in R.mro()])
class BadMeta(type):
    def mro(cls): return result
for result in ([], 5, [5], [str], None):
    try:
        class Z(metaclass=BadMeta): pass
        print('fine', result, Z.__mro__)
    except TypeError as e:
        print(result, '->', e)
class F:
    def who(self): return 'F'
class G:
    def who(self): return 'G'
class H(F): pass
h = H()
print(h.who(), end=' ')
H.__bases__ = (G,)
print(h.who(), H.__mro__[1].__name__, F.__subclasses__(), [k.__name__ for k in G.__subclasses__()])
for bases in ((), (5,), (int,), (H,), (G, G), 'no', (G, O), [G]):
    try:
        H.__bases__ = bases
        print('fine', [b.__name__ for b in bases])
    except TypeError as e:
        print(e)
try:
    del H.__bases__
except (TypeError, AttributeError) as e:
    print(type(e).__name__, e)
class S1:
    def f(self): return ['S1']
class S2(S1):
    def f(self): return ['S2'] + super().f()
class S3(S1):
    def f(self): return ['S3'] + super().f()
class S4(S2, S3):
    def f(self): return ['S4'] + super().f()
print(S4().f(), super(S2, S4()).f(), S4.__dict__.keys() - {'__module__', '__doc__'})
