def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


class Box:
    pass


box = Box()
d = {}
l = [0, 0]
for box.x in range(3):
    pass
for d["k"] in "ab":
    pass
for l[1] in (5, 6):
    pass
print(box.x, d, l)
for (a, b), *c in [((1, 2), 3, 4)]:
    print(a, b, c)
for x in 1, 2, *[3, 4]:
    print(x, end=" ")
print()
for [y] in [[1], "z"]:
    print(y, end=" ")
print()
for i in range(3):
    for i in "ab":
        pass
    print(i, end=" ")
print()
seq = [1, 2, 3]
for v in seq:
    if v < 5:
        seq.append(v + 3)
print(seq)
seq = [1, 2, 3, 4]
for v in seq:
    seq.remove(v)
print(seq)
show(lambda: [0 for _ in 5])
show(lambda: [0 for _ in None])
bad("for 1 in x: pass")
bad("for f() in x: pass")
bad("for x + 1 in y: pass")
bad("for x y: pass")
