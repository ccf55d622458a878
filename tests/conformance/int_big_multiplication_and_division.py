def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = 123456789**20
b = 987654321**13
print(a)
print(a * b)
print(a // b, a % b)
print(-a // b, -a % b, a // -b, a % -b)
print((a * b + 5) // b == a, (a * b + 5) % b)
print(3**1000 % 10**50, len(str(7**5000)), str(2**4000)[:30], str(2**4000)[-30:])
f = 1
for i in range(1, 101):
    f *= i
print(f)
for i in range(100, 0, -1):
    f //= i
print(f, type(f).__name__)
print(sum(i**40 for i in range(30)), 10**100 - 10**100 + 1, (10**50) ** 2 == 10**100)
print((1 << 300) - (1 << 300) == 0, (10**40) / (10**39), 10**400 // 10**399, 10**30 / 7, -(10**30) / 10**10)
show(lambda: 10**400 / 3)
show(lambda: float(10**400))
show(lambda: 10**400 * 1.0)
print(10**400 / 10**399)
