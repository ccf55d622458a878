def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), s == slice(1, 10, 2), s.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10))
l = list(range(10))
for sl in (slice(None), slice(2, 5), slice(-3, None), slice(None, None, -1), slice(8, 2, -2), slice(5, 2), slice(-100, 100), slice(100, None, -1), slice(None, None, 3), slice(-1, -5, -1), slice(2**70), slice(-(2**70), 2**70, 2**70)):
    print(sl, l[sl], "abcdefghij"[sl], tuple(l)[sl], bytes(l)[sl], range(10)[sl])
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: l[::0], lambda: "abc"[::0], lambda: slice(1).indices("a"), lambda: slice(1).indices(-1), lambda: slice(1, 2, 0).indices(5), lambda: l["a":], lambda: l[1:2.5], lambda: hash(s), lambda: setattr(s, "start", 1)):
    show(f)


class Show:
    def __getitem__(self, key):
        return key


x = Show()
print(x[:], x[1:], x[:2], x[::3], x[1:2:3], x[1:2, ::3], x[...], x[None:None], slice("a", [1], ()))
print(slice(1, 2) < slice(1, 3), slice(1) != slice(2))
