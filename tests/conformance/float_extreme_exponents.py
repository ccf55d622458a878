values = [1e-308, 1e-320, 5e-324, 1e308, 1.5e-154, 1.2e77, -1.2e-78, 3e200, 2.0**-1022, 2.0**1023, 1e-200]
for x in values:
    print(x, x * 2, x / 2, -x, x == x * 1.0, x + x, x - x, hash(x) == hash(-(-x)), {x: "found"}[x / 1])
total = 0.0
x = 1.0
for i in range(1100):
    x /= 2
print(x)
x = 1.0
for i in range(1023):
    x *= 2
    total += 1 / x
print(x, total, x * 2, (x * 2) * 0)
l = [10.0**k for k in range(-320, 309, 37)]
print(l, sorted(l, reverse=True) == l[::-1], sum(l), max(l), min(l))
