l = [1, 2, 3]
m = l
m.append(4)
print(l, l is m, l == list(l), l is list(l))
g = [[0] * 2] * 3
g[0][0] = 1
print(g)
g = [[0] * 2 for _ in range(3)]
g[0][0] = 1
print(g)
for i, x in enumerate(l):
    if i < 3:
        l.insert(0, "new")
print(l)
l = [1, 2, 3, 4]
print([l.pop() for _ in l], l)
l = list("abcdef")
for c in l:
    if c in "bd":
        del l[l.index(c)]
print(l)
l += l
print(l, len(l))
l[:] = [x for x in l if x != "a"]
print(l)


def default(x=l):
    return x is l


print(default(), [1, [2, [3]]][1][1][0], [[]] == [[]], [1, 2, 3][::-1][0], [*l, *l][:2], l.copy().append(1))
n = [1, 2, 3]
n[0], n[1:], n[-1] = "x", [5, 6, 7], "end"
print(n)


class L(list):
    def append(self, x):
        super().append(x * 2)


q = L([1])
q.append(2)
q += [3]
q.extra = "attr"
print(q, q.extra, type(q + [1]).__name__, type(q[:]).__name__, type(q.copy()).__name__, q == [1, 4, 3], len(q), L("ab"))
