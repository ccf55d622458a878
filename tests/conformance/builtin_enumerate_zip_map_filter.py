def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=3)), next(enumerate("x", 10**20)))
print(list(zip()), list(zip([1])), list(zip([1, 2], "abc")), list(zip("ab", "cd", "ef")), list(zip([1, 2], [3, 4], strict=True)), dict(zip("ab", [1, 2])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(max, "ab", "ba")), list(filter(None, [0, 1, "", "x"])), list(filter(lambda x: x > 1, [1, 2, 3])))
for f in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate("a", "b"), lambda: zip(5), lambda: zip([1], 5), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1, 2], [1, 2], [1], strict=True)), lambda: map(str), lambda: map(), lambda: list(map(5, [1])), lambda: list(map(len, [5])), lambda: filter(None), lambda: filter(None, 5), lambda: list(map(lambda: 0, [1])), lambda: list(filter(lambda a, b: 0, [1]))):
    show(f)
m = map(int, ["1", "x", "3"])
print(next(m))
show(next, m)
print(next(m), next(m, "end"), iter(m) is m)
e = enumerate("abc")
print(next(e), list(e), type(e).__name__, type(m).__name__, type(zip()).__name__)
