def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


inf, nan = float("inf"), float("nan")
vals = [nan, -inf, -1.5, -0.0, 0.0, 1, 1.5, inf]
for a in vals:
    print(a, [int(a < b) for b in vals], [int(a == b) for b in vals], [int(a >= b) for b in vals])
print(min(nan, 1), min(1, nan), max(nan, 1), max(1, nan), nan != nan, nan is nan, [nan].count(nan), nan in (nan,), {nan: 1} == {nan: 1})
print(sorted([3.5, 1, -2.25, 10**20, 0.0]), sorted([2, 1.5, True]), 1.0 in {1}, 0.1 + 0.2 > 0.3, 1e400 == inf)
show(lambda: 1.5 < "a")
show(lambda: 1.5 < None)
show(lambda: 1.5 < 1j)
print(1.5 == "a", 1.5 != None, 1.0 == 1 + 0j, bool(nan), not 0.0, not -0.0, float("-0") == 0, str(float("-0")), (0.0).__eq__("x"))
