def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = {1, 2, 3}
for action in (lambda: s.add("new"), lambda: s.pop(), lambda: s.clear(), lambda: s.update(range(100))):
    s = {1, 2, 3}
    try:
        for x in s:
            action()
        print("finished", len(s))
    except RuntimeError as error:
        print(error)
s = {1}
it = iter(s)
s.add(2)
show(next, it)
show(next, it)
s = set(range(1000))
for x in list(s):
    if x % 2:
        s.discard(x)
print(len(s), sum(s), 500 in s, 501 in s)
for i in range(1000, 3000):
    s.add(i)
for i in range(0, 3000, 3):
    s.discard(i)
print(len(s), sum(s), len(s & set(range(100))), len(s | {-1}), sorted(s)[:5])


class C:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, o):
        return self.n == o.n


c = {C(i % 50) for i in range(500)}
print(len(c), C(49) in c, C(50) in c, sum(x.n for x in c), len(c - {C(1)}), len(c & {C(1), C(99)}))
print({1, 1.0, True} == {1}, len({0, False, 0.0, -0.0}), {float("nan")} == {float("nan")})
