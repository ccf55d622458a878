d = {c: i for i, c in enumerate("abcdef")}
del d["b"]
d["b"] = "again"
d["a"] = "same place"
print(d)
d.pop("c")
d["z"] = 1
del d["b"]
print(list(d), d.popitem(), list(d), list(reversed(d)))
for i in range(100):
    d[i] = i
for i in range(0, 100, 2):
    del d[i]
print(list(d)[:8], len(d))
for i in range(0, 100, 10):
    d[i] = "back"
print(list(d)[-12:], len(d), next(iter(d)))
e = {}
for i in range(1000):
    e[i] = i
    if i >= 3:
        del e[i - 3]
print(e, list(e.items()))
first = next(iter(e))
e[first] = e.pop(first)
print(e)
print({**{"x": 1, "y": 2}, "x": 3}, dict([("k", 1), ("j", 2), ("k", 3)]))
