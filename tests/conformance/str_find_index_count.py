def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = "abcabcabc"
print(s.find("bc"), s.rfind("bc"), s.find("x"), s.find(""), s.rfind(""), s.find("b", 2), s.find("b", 2, 4), s.rfind("a", 0, 5), s.find("a", -3), s.find("", 9), s.find("", 10), s.rfind("", 0, 4))
print(s.index("c"), s.rindex("c"), s.count("abc"), s.count(""), s.count("a", 1), s.count("aa"), "aaaa".count("aa"), s.count("c", -1), s.count("", 4, 6), s.count("", 20))
print("bc" in s, "" in s, "cb" in s, s.startswith("abc"), s.endswith("bc"), s.startswith(("x", "ab")), s.startswith("b", 1), s.endswith("b", 0, 5), s.startswith(""), s.startswith("", 10), s.startswith(()))
print("äöü€😀x".find("€"), "äöü€😀x".rfind("😀"), "abc".find("€"), "a€b".find("b"), "😀" in "a😀", "\x00a".find("a"), "mississippi".rfind("issi"), "x" * 1000 + "y" in "x" * 5000 + "y")
for f in (lambda: s.index("x"), lambda: s.rindex("zz"), lambda: s.find(5), lambda: s.find(), lambda: 5 in s, lambda: s.startswith(5), lambda: s.startswith(["a"]), lambda: s.startswith(("a", 5)[1:]), lambda: s.count(None), lambda: s.find("a", "b"), lambda: s.find("a", None, None)):
    show(f)
