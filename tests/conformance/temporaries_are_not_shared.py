a = 10**20
b = a
a += 1
print(a, b)


def f(x):
    y = x
    x += 10**20
    x *= 3
    return x, y


print(f(10**20))
l = [10**20]
l.append(l[0] + 1)
t = l[0] + 1
l[0] = t
t += 1
print(l, t)
z = 2**70
k = (z + 1, z + 2, z + 1)
z += 5
print(k, z)
d = {}
for i in range(3):
    z = z + z
    d[i] = z
    w = z
    z = z - 1
print(d, w, z)
g = (n + 10**20 for n in range(3))
h = list(g)
print(h, [x + 1 for x in h], h)
c = [10**20 + i for i in range(3)]
m = max(c)
m += 1
print(c, m, +c[0] is not None, abs(c[0]) + 1, c[0], int(c[1]) + 1, c[1], c[2].__add__(1), c[2])


def closure():
    n = 10**20

    def up():
        nonlocal n
        old = n
        n += 1
        return old

    return up


u = closure()
print(u(), u(), u())
try:
    raise ValueError(c[0] + 1)
except ValueError as e:
    v = e.args[0]
    v += 1
    print(e.args, v)
x = y = 10**20 + 1
x *= 2
print(x, y, x - y * 2)
