def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ("", "s", "5", "<5", ">5", "^5", "*<5", ".2", "5.1", "05", "<05", "é^7", "{<4", "}>4"):
    print(repr(spec), format("abc", spec) + "|")
for spec in ("d", "=5", "+", ",", "x", "5q", ".", "#", " ", "5.s.", "_", "=", "+s"):
    show(format, "abc", spec)
show(format, 5, 5)
show(format, "a", None)
show(format, True, "x")
show(format, [], "5")
show(format, "a", "99999999999999999999")


class F:
    def __format__(self, spec):
        return f"<{spec}>"


class G:
    def __format__(self, spec):
        return 5


print(f"{F():any thing: {1}}", format(F()), "{:%Y-{}}".format(F(), "m"), f"{F()!s:>3}"[:0])
show(format, G())
show(format)
