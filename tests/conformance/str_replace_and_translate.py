def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "".replace("", "x"), "abc".replace("", "-", 2), "aaa".replace("aa", "b"), "abc".replace("x", "y"), "abab".replace("ab", ""), "a€b".replace("€", "xx"), "abc".replace("b", "😀"), "abc".replace("a", "b", 0), "aaa".replace("a", "b", -1), "".replace("a", "b"), "".replace("", "x", 0))
print("hello".translate({104: "J", 101: None, 108: 76}), "abc".translate(str.maketrans("ab", "xy")), "abc".translate(str.maketrans("a", "b", "c")), "abc".translate(str.maketrans({"a": "long", 98: None})), str.maketrans("ab", "cd", "e"), "aé".translate({233: "e"}), "ab".translate("xx" * 50))
for f in (lambda: "a".replace("a"), lambda: "a".replace(1, "b"), lambda: "a".replace("a", 5), lambda: str.maketrans("a", "bc"), lambda: str.maketrans("a"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate(5), lambda: "a".translate({97: 1.5}), lambda: "a".translate({97: 0x110000}), lambda: "a".replace("a", "b", "c")):
    show(f)
print("tab\tx\ty".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "ab\ncd\te".expandtabs(4), "a\rb\tc".expandtabs(3), "\t\t".expandtabs(tabsize=1))
