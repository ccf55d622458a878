# tuple: everything that a tuple can and cannot do.
t = (1, 2, 3, 2)
print(t + (4,), t * 2, 2 * t, t[1:], t[::-1], t.count(2), t.index(2), t.index(2, 2), 2 in t, len(t), min(t), sorted(t))
print((1, 2) < (1, 3), (1,) < (1, 0), (1, 2) == [1, 2], () < (0,), hash((1, 2)) == hash((1, 2)), (1, (2, [3])), (1,), ())
print(tuple('ab'), tuple([1]), tuple(x for x in range(2)), tuple(t) is t, t[:] is t, t * 1 is t, () is tuple([]))
for call in ("t[0] + t[9]", "t.index(9)", "t + [1]", "t * 1.5", "hash((1, []))", "t.__setitem__(0, 1)", "tuple(1)", "tuple(a=1)", "t < 1", "t['a']", "t.append(1)", "tuple(1, 2)"):
    try:
        print(eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
holder = ([],)
try:
    holder[0] += ['in']
except TypeError as e:
    print(e, holder)
class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)
print(T(1, 2), T(1) + (2,), type(T(1)[:]).__name__, T(1) == (1,), isinstance(T(), tuple))
