# copy and deepcopy: identity of what is shared, cycles, and the hooks.
import copy

inner = [1]
outer = [inner, inner, {'k': inner}]
shallow, deep = copy.copy(outer), copy.deepcopy(outer)
print(shallow[0] is inner, deep[0] is inner, deep[0] is deep[1] is deep[2]['k'], deep == outer)
loop = []
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[0] is twin, twin is loop)
t = (1, (2, 3))
print(copy.deepcopy(t) is t, copy.deepcopy((1, [])) == (1, []), copy.copy(t) is t, copy.deepcopy(len) is len, copy.copy(int) is int)

class C:
    def __init__(self, x):
        self.x = x
        print('init')
    def __copy__(self):
        return C(('copied', self.x))
    def __deepcopy__(self, memo):
        return C(('deep', copy.deepcopy(self.x, memo)))
c = C([1])
print(copy.copy(c).x, copy.deepcopy(c).x)

class Plain:
    __slots__ = 'a', '__dict__'
p = Plain()
p.a, p.b = [1], [2]
q, r = copy.copy(p), copy.deepcopy(p)
print(q.a is p.a, q.b is p.b, r.a is p.a, r.a, r.b)

class Reduced:
    def __reduce__(self):
        return list, ('abc',)
print(copy.copy(Reduced()), copy.deepcopy(Reduced()))

class NoCopy:
    def __reduce_ex__(self, protocol):
        raise TypeError('no copies of me')
for f in copy.copy, copy.deepcopy:
    try:
        f([NoCopy()] if f is copy.deepcopy else NoCopy())
    except TypeError as e:
        print(e)
print(copy.copy({1: 2}), copy.copy(bytearray(b'x')), copy.deepcopy({frozenset({1}): {2}}), copy.copy(range(3)), copy.copy(slice(1)))
try:
    copy.copy((i for i in 'a'))
except TypeError as e:
    print(e)
