# operator's getters and callers, and the functions for each operator.
from operator import (add, attrgetter, concat, contains, countOf, delitem, floordiv, getitem, iadd, imul, index, indexOf, inv,
                      is_not, itemgetter, length_hint, matmul, methodcaller, not_, setitem, truth, xor)

class A:
    def __init__(self, **k):
        self.__dict__.update(k)
    def __matmul__(self, other):
        return 'matmul'
    def __index__(self):
        return 12
a = A(x=1, b=A(c=A(d=7)))
print(attrgetter('x')(a), attrgetter('b.c.d', 'x')(a), itemgetter(1)('abc'), itemgetter(0, -1, slice(1, 3))('abcd'))
print(methodcaller('split', ',', maxsplit=1)('a,b,c'), methodcaller('upper')('x'))
print(attrgetter('x', 'y.z'), itemgetter(1, 'a'), methodcaller('f', 1, k=2))
print(add('a', 'b'), concat([1], [2]), contains('abc', 'b'), countOf([1, 1.0, True, 2], 1), floordiv(-7, 2), getitem([1, 2], -1))
print(index(a), indexOf('hello', 'l'), inv(5), is_not(a, a), length_hint([1, 2]), length_hint(iter('abc')), length_hint(3, 9), matmul(a, 1), not_([]), truth('a'), xor(6, 3))
x = [1]
y = iadd(x, (2, 3))
print(x is y, x, imul(x, 2))
setitem(x, 0, 'set')
delitem(x, slice(1, 4))
print(x)
for call in ("attrgetter('nope')(a)", "attrgetter('b.nope')(a)", "attrgetter(1)", "itemgetter()", "itemgetter(5)('a')", "methodcaller()", "methodcaller('nope')(1)", "concat(1, 2)", "indexOf([], 1)", "index(1.5)", "length_hint(1, 'a')"):
    try:
        print(eval(call))
    except Exception as e:
        print(type(e).__name__, e)
