# super() with no arguments, one, two; in class methods, in closures, and misused.
class A:
    def f(self): return 'A.f'
    @classmethod
    def k(cls): return 'A.k', cls.__name__
    @staticmethod
    def s(): return 'A.s'
    x = 'A.x'
class B(A):
    x = 'B.x'
    def f(self): return 'B' + super().f()
    @classmethod
    def k(cls): return super().k()
    @staticmethod
    def s(): return super(B, B).s()
    def nested(self):
        def inner():
            return super(B, self).f()
        return inner(), (lambda: super(B, self).x)(), [super(B, self).f() for _ in 'a']
    def attributes(self): return super().x, super().__thisclass__.__name__, super().__self__ is self, super().__self_class__.__name__
class C(B):
    pass
c = C()
print(c.f(), c.k(), C.k(), c.s(), c.nested(), c.attributes(), repr(super(B, c)).split(' at ')[0])
unbound = super(B)
print(unbound.__self__, unbound.__get__(c, C).f())
class Comp:
    def g(self):
        return [super().__repr__ for _ in 'a'] if False else 'no comprehension'
print(Comp().g())
def outside():
    super()
def no_args():
    return super().x
for source in ('outside()', 'super(B, A())', 'super(1)', 'super(B, 3)', 'super(B, c).nope', 'super(B, c, 1)', 'super(x=1)'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
class D(A):
    def f(self):
        del self
        return super().f()
    def g(*args):
        return super().f()
    def h(self):
        self = 5
        return super().f()
for name in 'fgh':
    try:
        print(getattr(D(), name)())
    except (RuntimeError, TypeError) as e:
        print(name, type(e).__name__, e)
