for i in range(3):
    print(i, end=" ")
    i += 10
print(i)
i = "outer"
for i, x in enumerate("ab"):
    pass
print(i, x)
it = iter([1, 2, 3, 4])
for a in it:
    print(a, next(it, None), end="; ")
print()
seq = [1, 2, 3]
for x in seq:
    seq = ["replaced"]
    print(x, end=" ")
print(seq)
d = {"a": 1}
for k, d[k + "!"] in [("a", 1)] if False else [("x", 5)]:
    print(d)
    break


def f():
    for n in range(3):
        yield n
        n = 100


print(list(f()))
x = 5
x = [x for x in range(x)]
print(x)
for x in x:
    pass
print(x)
for _ in range(2):
    for _ in "ab":
        pass
print(_)
