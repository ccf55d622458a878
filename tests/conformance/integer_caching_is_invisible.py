a = 256
b = 257
c = int("257")
print(a == 256, b == c, hash(b) == hash(c), {b: 1}[c], [b].index(c), b in (c,), b in {c})
print((lambda: 5)() == 5, 2**62 == 4611686018427387904, 2**62 in [2**62], {2**70: "x"}[2**70], sorted({2**70, 2**70 + 0}) == [2**70])
x = 2**61
for i in range(4):
    x = x * 2 - 1
    print(x, x == x + 0, x - x, x in [x + 0], {x: i}[x * 1])
