def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(["a".center(5), "a".center(4, "*"), "ab".center(5, "-"), "abc".center(2), "a".ljust(3, "."), "a".rjust(3, "."), "é".center(4, "€"), "42".zfill(5), "-42".zfill(5), "+1".zfill(4), "".zfill(2), "abc".zfill(2), "--1".zfill(5), "a".ljust(-1)])
for f in (lambda: "a".center(), lambda: "a".center("x"), lambda: "a".center(5, "ab"), lambda: "a".ljust(5, ""), lambda: "a".rjust(5, 1), lambda: "a".zfill("x"), lambda: "a".center(1.5)):
    show(f)
for width in range(6):
    print(["ab".center(width, "_"), "abc".center(width, "_"), "x".center(width, "*"), f"{'ab':*^{width}}", f"{'abc':*^{width}}"])
