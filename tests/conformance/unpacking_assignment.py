def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), [e, f] = (1, 2), "xy"
print(c, d, e, f)
[g] = (5,)
h = i = [j] = [7]
print(g, h, i, j, h is i)
(k,) = {"key": 1}
print(k)
x = y = z = 0
x, (y, z) = 1, (2, 3)
print(x, y, z)


def unpack(n, value):
    if n == 0:
        () = value
    if n == 1:
        (a,) = value
    if n == 2:
        a, b = value
    if n == 3:
        a, b, c = value
    return "ok"


for n in range(4):
    for value in ((), (1,), "ab", [1, 2, 3], iter((1, 2, 3, 4)), {1: 1, 2: 2}):
        show(unpack, n, value)
show(unpack, 2, 5)
show(unpack, 2, None)
for a, (b, c) in [(1, "xy"), (2, [3, 4])]:
    print(a, b, c)
