d = {}
for i in range(20000):
    d[i * 7919 % 100003] = i
print(len(d), sum(d.values()), all(d[i * 7919 % 100003] == i for i in range(20000)), list(d)[:5], list(d)[-3:])
for k in list(d)[::2]:
    del d[k]
print(len(d), sum(d), list(d)[:5])
s = {str(i): i for i in range(5000)}
print(len(s), s["4999"], "5000" in s, sum(s.pop(str(i)) for i in range(0, 5000, 3)), len(s), next(iter(s)))
for i in range(5000):
    s.setdefault(str(i), -1)
print(len(s), sum(s.values()), list(s)[-2:])
while len(s) > 2:
    s.popitem()
print(s)
t = {(i, j): i * j for i in range(50) for j in range(50)}
print(len(t), t[49, 48], sum(t.values()), (50, 0) in t, {k: v for k, v in t.items() if v == 49})
e = dict.fromkeys(range(1000))
e.clear()
e["k"] = 1
print(e, {i: {j: {} for j in range(2)} for i in range(2)})
