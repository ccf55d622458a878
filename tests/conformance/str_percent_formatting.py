def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("%d %i %u %5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5, 6, 7, 8), "%x %X %o %#x %#o %c %c" % (255, 255, 8, 255, 8, 65, "z"), "%s %r %a" % ("é", "é", "é"))
print("%5s|%-5s|%.2s|%5.1s|" % ("ab", "ab", "abc", "xyz"), "%%", "%d%%" % 5, "%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%*d %-*d| %.*f" % (5, 1, 4, 2, 2, 1.23456))
print("%s" % (1,), "%s" % [1, 2], "%s %s" % ((1, 2), 3), "%s" % ((1, 2),), "%s" % {}, "no args" % (), "no" % {}, "no" % [], "%d" % True, "%d" % 3.99, "%s" % None, "%.3d" % 5, "%x" % -255, "%d" % 10**30)
for f in (lambda: "%d" % "a", lambda: "%d %d" % 1, lambda: "%d" % (1, 2), lambda: "x" % 1, lambda: "%x" % 1.5, lambda: "%c" % "ab", lambda: "%c" % -1, lambda: "%c" % 1.5, lambda: "%z" % 1, lambda: "%" % 1, lambda: "%(a)s" % 1, lambda: "%(a)s" % {}, lambda: "%(a" % {}, lambda: "%*d" % ("a", 1), lambda: "%f" % "x", lambda: "%s %s" % (1,), lambda: "%d" % None, lambda: "%i" % [], lambda: "%s%" % 1, lambda: "%.*f" % (1,), lambda: "%(a)s %s" % {"a": 1}, lambda: "%y %d" % (1, 2), lambda: "%d" % 1j):
    show(f)
