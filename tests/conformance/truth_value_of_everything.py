def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class L:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class B(L):
    def __bool__(self):
        return not self.n


values = [0, 1, -1, 0.0, -0.0, 1e-300, float("nan"), 0j, 1j, "", "0", b"", b"\0", [], [0], (), (0,), {}, {0: 0}, set(), {0}, frozenset(), range(0), range(1), None, ..., NotImplemented is None, int, len, L(0), L(3), B(0), B(3), 2**100, bytearray(), object()]
out = []
for v in values:
    taken = "no"
    if v:
        taken = "yes"
    assert (taken == "yes") == bool(v) == (not not v) == (True if v else False)
    out.append(taken[0])
print("".join(out))
show(bool, L(-1))
show(bool, L("x"))
show(bool, L(2**70))
show(lambda: 1 if L(1.5) else 2)
print([v for v in (0, 1, [], [1]) if v], list(filter(None, [0, 2, "", "a"])), any([0, L(0)]), all([1, L(1)]), L(0) or "default", L(2) and "then", not L(1))
