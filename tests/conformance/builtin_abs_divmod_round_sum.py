def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(abs(-5), abs(5), abs(-0.0), abs(3 + 4j), abs(True), abs(-(2**70)), divmod(7, -2), divmod(-7.5, 2), divmod(2**70, 3))
print(sum([]), sum([1, 2], 10), sum((0.5, 1)), sum([[1], [2]], []), sum(range(101)), sum([1, 2], start=5), sum([True, 2**62, 2**62]), sum([2**62] * 3 + [0.5]))
for f in (lambda: abs("x"), lambda: divmod("a", 1), lambda: sum(["a"]), lambda: sum(["a"], ""), lambda: sum([b"a"], b""), lambda: sum(5), lambda: sum([1], [2]), lambda: divmod(1), lambda: abs(), lambda: round(), lambda: sum(), lambda: abs(1, 2)):
    show(f)


class R:
    def __round__(self, n="missing"):
        return ("round", n)

    def __abs__(self):
        return "abs"

    def __divmod__(self, o):
        return "divmod"

    def __radd__(self, o):
        return ("radd", o)


print(round(R()), round(R(), 2), round(R(), None), abs(R()), divmod(R(), 1), sum([R()]))
