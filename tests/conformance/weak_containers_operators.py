# Weak dictionaries merge, copy and iterate; weak sets have the operators of sets.
import copy
import weakref


class Obj:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f'o{self.n}'

    def __deepcopy__(self, memo):
        return self


a, b, c = o = [Obj(n) for n in range(3)]
v, w = weakref.WeakValueDictionary(a=a, b=b), weakref.WeakValueDictionary(b=c)
print(dict(v | w), dict(v | {'z': c}), dict({'z': c} | v), type(v | w).__name__, dict(copy.copy(v)), dict(copy.deepcopy(v)))
v |= w
print(dict(v), next(v.keys()), next(v.values()), next(v.items()), v.setdefault('a', c), v.setdefault('n', c), v.pop('n'), v.pop('q', 5), len(v.valuerefs()))
k = weakref.WeakKeyDictionary({a: [1], b: [2]})
print(dict(k), dict(k | {c: 3}), dict({c: 3} | k), copy.deepcopy(k)[a] is k[a], k.setdefault(a, 9), k.setdefault(c, 9), k.pop(c), [r() for r in k.keyrefs()], next(k.items()))
for action in (lambda: v | 5, lambda: k | [], lambda: k[5], lambda: k.pop('x'), lambda: weakref.WeakValueDictionary().popitem(), lambda: weakref.WeakSet().pop(), lambda: weakref.WeakSet([5]), lambda: weakref.WeakSet().remove(a), lambda: weakref.WeakSet() | 5, lambda: v.setdefault('x')):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, str(e).split(' at ')[0].split('<')[0])
s, t = weakref.WeakSet([a, b]), weakref.WeakSet([b, c])
show = lambda x: sorted(map(repr, x)) if isinstance(x, weakref.WeakSet) else x
print([show(x) for x in (s | t, s & t, s - t, s ^ t, s.union([c]), s.intersection([a]), s.difference([a]), s.symmetric_difference([b, c]))])
print(s <= t, s & t <= s, s < s, s >= s & t, s.issubset([a, b, c]), s.issuperset([a]), s.isdisjoint([c]), s == weakref.WeakSet([b, a]), s == {a, b}, s != t)
s |= t
s ^= {a}
s &= {b, c, a}
s -= {b}
print(show(s), 5 in s, a in t, len(s), show(copy.copy(t)), t.discard(a), t.remove(b), show(t), s.clear(), len(s))
