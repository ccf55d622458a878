def note(x):
    print(x, end=" ")
    return x


def f(*args, **kwargs):
    return len(args) + len(kwargs)


print(f(note(1), *[note(2)], note(3), a=note(4), **{"b": note(5)}))
print(note("f") and f(note("x"), k=note("y")))
a = [0, 0]
a[note(0)] = note("value")
a[note(1)], a[note(0)] = note("l"), note("r")
print(a)
print({note(1): note(2), note(3): note(4)})
print([note(1), note(2)] + [note(3)])
print(note(1) < note(3) > note(2))
print(note("then") if note(1) else note("else"))
d = {}
d[note("k")] = d.setdefault(note("s"), note("v"))
print(d)
print(note(2) ** note(3) - note(1))
i = 0
i, a[i] = 1, "set"
print(i, a)
