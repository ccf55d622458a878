def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = {3, 1, 2}
s.add(4)
s.add(1)
s.discard(9)
s.remove(4)
s.update([5, 6], "a")
print(sorted(map(str, s)), len(s), 1 in s, "z" in s)
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a.union(b, [9]), a.intersection(b, [2]), a.difference([1], [2]), a.symmetric_difference([1, 7]), a <= b, {2} < a, a >= {1}, a > a, a.issubset(range(5)), a.issuperset([1]), a.isdisjoint([7]), a == {3, 2, 1}, a != b)
c = a.copy()
c |= {9}; c &= {1, 2, 9}; c -= {1}; c ^= {2, 5}
print(c, a, c.pop() in (5, 9), len(c), set(), set("aab") == {"a", "b"}, {*a, *b}, {x % 3 for x in range(9)})
for f in (lambda: a.remove(9), lambda: set().pop(), lambda: a.add([]), lambda: a | [1], lambda: a & None, lambda: a < [1], lambda: set(5), lambda: set(1, 2), lambda: hash(a), lambda: a[0], lambda: a + b, lambda: a.union(5), lambda: a.update(5), lambda: a.remove(), lambda: {{1}}, lambda: a.pop(1), lambda: a.issubset(5), lambda: a.remove([1])):
    show(f)
a.intersection_update([1, 2], [2])
b.difference_update([4])
b.symmetric_difference_update({2, 8})
print(a, sorted(b), a.clear(), a, repr(set()), {1: 1}.keys() == {1}, set({1: 2}), set() == {}, bool(set()))
