def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


f = frozenset([1, 2, 3])
print(f, frozenset(), len(f), 2 in f, f | {4}, {4} | f, f & {1}, f - {1}, type(f | {1}).__name__, type({1} | f).__name__, f == {1, 2, 3}, hash(f) == hash(frozenset([3, 2, 1])), frozenset(f) is f, f.copy() is f, f.union([9]), {f: "k"}[frozenset([1, 2, 3])], f <= {1, 2, 3, 4}, sorted(f))
print(frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])}, f.isdisjoint([5]), frozenset("ab") == set("ba"), frozenset({1: 2}), f ^ {1}, {frozenset()})
for g in (lambda: f.add(1), lambda: f.remove(1), lambda: f | [1], lambda: frozenset(5), lambda: frozenset([[]]), lambda: f[0], lambda: frozenset(1, 2)):
    show(g)
h = f
h |= {9}
print(h == f, 9 in h, type(h).__name__, f)


class F(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


x = F(1, 2)
print(x, x == {1, 2}, type(x | {3}).__name__, type(x.copy()).__name__, hash(x) == hash(frozenset([1, 2])))


class S(set):
    pass


print(S([1]), repr(S()), type(S([1]) | {2}).__name__, S([1]) == {1})
