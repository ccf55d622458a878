# The right operand goes first if its class is a subclass that overrides the reflected method.
class A:
    def __add__(self, o): return 'A.add'
    def __radd__(self, o): return 'A.radd'
    def __lt__(self, o): return 'A.lt'
    def __gt__(self, o): return 'A.gt'
    def __eq__(self, o): return 'A.eq'
class Same(A):
    pass
class Over(A):
    def __radd__(self, o): return 'Over.radd'
    def __gt__(self, o): return 'Over.gt'
    def __eq__(self, o): return 'Over.eq'
print(A() + A(), A() + Same(), A() + Over(), Over() + A(), A() < A(), A() < Same(), A() < Over(), A() == Over(), A() == Same())
class N(int):
    def __radd__(self, o): return 'N.radd'
    def __rsub__(self, o): return NotImplemented
    def __rlshift__(self, o): return 'N.rlshift'
print(1 + N(2), N(1) + 2, 5 - N(2), 1 << N(1), sum([N(1), N(2)]))
class L(list):
    def __radd__(self, o): return 'L.radd'
    def __rmul__(self, n): return 'L.rmul'
print([1] + L([2]), 2 * L([1]), L([1]) * 2)
class S(str):
    def __rmod__(self, o): return 'S.rmod'
    def __radd__(self, o): return 'S.radd'
print('%s' % S('x'), 'a' + S('b'), 'a%s' % (S('b'),))
class F(float):
    def __rtruediv__(self, o): return 'F.rtruediv'
    def __eq__(self, o): return 'F.eq'
    __hash__ = float.__hash__
print(1 / F(2), 1.0 / F(2), 1 == F(1), 1.0 == F(2))
