def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for r in (range(5), range(2, 8), range(10, 0, -3), range(0), range(5, 0), range(0, 10, 3), range(-5, -1), range(0, 2**70, 2**68), range(1, 10**30, 10**29)):
    print(r, list(r), len(r), r[0:2], r[::-1], bool(r), r.start, r.stop, r.step)
print(range(10)[3], range(10)[-1], range(0, 20, 2)[2:8:2], 4 in range(0, 10, 2), 5 in range(0, 10, 2), 4.0 in range(5), "a" in range(5), 10**20 in range(10**21))
print(range(5) == range(0, 5, 1), range(0) == range(3, 3), range(0, 3, 2) == range(0, 4, 2), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), range(5).index(3), range(5).count(3), range(5).count(9))
for f in (lambda: range(), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(1.5), lambda: range(5)[10], lambda: range(5)[-6], lambda: range(5).index(9), lambda: range(1, 2, 3, 4), lambda: len(range(10**30)), lambda: range(5) + 1, lambda: range(5).__setitem__(0, 1), lambda: setattr(range(5), "start", 1), lambda: range(5)["a"], lambda: range(stop=5), lambda: range(5).index("x")):
    show(f)
it = iter(range(3))
print(next(it), list(it), list(it), iter(range(2**65, 2**65 + 2)).__next__(), list(reversed(range(2**65, 2**65 + 2))))
