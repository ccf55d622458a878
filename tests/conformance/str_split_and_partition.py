def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("a b  c ".split(), "a b  c ".split(" "), "a,b,,c".split(","), "".split(), "".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " a b ".split(None, 1), " a b c ".rsplit(None, 1), "abc".split("abc"), "a--b--c".split("--"), "a b".split(maxsplit=0), "  x ".split(None, 0))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\n\nb".splitlines(), "a\r\n".splitlines(keepends=True))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "==".partition("=="), "\u3000a\u2003b\x1fc".split(), "aXbxc".split("x"), "é€é".split("€"))
for f in (lambda: "a".split(""), lambda: "a".split(5), lambda: "a".partition(""), lambda: "a".partition(1), lambda: "a".split(",", "x"), lambda: "a".rsplit(""), lambda: "a".rpartition(""), lambda: "a".split(sep=",", foo=1)):
    show(f)
