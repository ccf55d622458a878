def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(min(3, 1, 2), max([3, 1]), min("hello"), max("a", "B"), min([[2], [1, 5]]), max({1: "a", 5: "b"}), max((1, "x"), (1, "y")))
print(min([], default="d"), max((), default=None), max("aaa", "bb", key=len), min(["aaa", "bb"], key=len), max([1, -5, 3], key=abs), max([1, 2], key=None))
print(max((1, "first"), (1, "first2"), key=lambda t: t[0]), min([(1, "a"), (1, "b")], key=lambda t: t[0]), max(True, 1), max(1, True))
for f in (lambda: min(), lambda: min([]), lambda: min(5), lambda: max(1, "a"), lambda: max(1, 2, default=3), lambda: min([], key=len), lambda: max(1, 2, foo=3), lambda: max([1], key=5), lambda: min(None), lambda: max([1, None])):
    show(f)
print(max(range(5)), min(iter([3, 2])), max(x * x for x in (-3, 2)), min(float("inf"), 5), max([2, 2.0]), max([2.0, 2]))
