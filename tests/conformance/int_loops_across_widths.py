def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print([collatz(n) for n in (27, 97, 871, 2**61 - 1, 2**64 + 3, 3**50)])
a, b = 0, 1
for i in range(301):
    a, b = b, a + b
print(a)
x = 1
for i in range(200):
    x = (x * 6364136223846793005 + 1442695040888963407) % 2**64
print(x)
x = 1
for i in range(60):
    x = x * -3 + 1
print(x)
for i in range(60):
    x = (x - 1) // -3
print(x)
digits = 0
n = 7**200
while n:
    n, d = divmod(n, 10)
    digits += d
print(digits)
keep = []
y = 1
for i in range(45):
    y = y * 10 + i
    keep.append(y)
print(keep[17:25], keep[-1], keep[36:40])
