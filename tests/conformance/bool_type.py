def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(True + True, True * 5, -True, ~False, True / 2, True == 1, sum([True, False, True]))
print(bool(), bool(0), bool(0.0), bool(0j), bool(""), bool([]), bool(()), bool({}), bool(set()), bool(range(0)), bool(None), bool(b""), bool("0"), bool([0]), bool(-1), bool(float("nan")))
print(str(True), repr(False), int(True), float(True), isinstance(True, int), bool.__mro__, True.real, True.bit_length(), True.__class__)
print(True and "x", "%d %s %r" % (True, True, True), f"{True} {True:d} {False!r:>7}", [10, 20][True], {True: 1}[1], True < 2, False - 1)
show(lambda: type("B", (bool,), {}))
show(bool, 1, 2)
show(bool, x=1)
print(not True, not not 5, True ^ False, True | 2, type(True & True), bool("False"), max(True, 2), True.conjugate(), True // 1)
