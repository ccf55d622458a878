s = ""
for i in range(1000):
    s += str(i)
print(len(s), s[:20], s[-10:])
t = s
t += "x"
print(len(s), len(t), s == t[:-1])
u = "a"
v = u
for c in "bcd":
    u += c
    v = c + v
print(u, v)
parts = []
x = ""
for i in range(50):
    x += chr(97 + i % 26)
    parts.append(x)
print(parts[0], parts[5], parts[25], len(parts[-1]), all(parts[i] == parts[-1][: i + 1] for i in range(50)))
w = "é"
for c in "€😀a":
    w = w + c
    print(w, len(w), [hex(ord(k)) for k in w])
y = z = "base"
y += "1"
z += "2"
print(y, z, "base")
big = ""
for i in range(20000):
    big += "ab"
print(len(big), big.count("ab"), big[19999:20003])
big2 = big
big += "!"
big2 += "?"
print(big[-2:], big2[-2:], len(big), len(big2))
