def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = "héllo€😀"
print(s[0], s[1], s[-1], s[-7], s[5], len(s), s[1:3], s[::-1], s[::2], s[-3:], s[:-3], s[10:], s[3:1], s[5:100], [*s])
for i in (7, -8, 10**20, "0", 1.0, None):
    show(lambda: s[i])
try:
    s[0] = "x"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
show(setattr, s, "x", 1)
print(s * 2, 0 * s, s * -1, 3 * "ab", "a" * True, "ab" + "cd", "" + "", ("x" * 3)[1], "abc"[-2:][0], "ascii"[1:] == "scii", "€a"[1:].isascii(), s[0:1] == "h")
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: -"a", lambda: "a" + b"b", lambda: "a" + None, lambda: "a" * None):
    show(f)
