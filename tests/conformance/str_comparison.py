def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


words = ["b", "a", "", "B", "aa", "é", "z", "€", "😀", "a\x00", "Z", "\uffff"]
print(sorted(words), max(words), min(words))
print("a" < "b", "a" < "B", "abc" < "abd", "abc" < "abcd", "" < "a", "é" > "z", "\uffff" < "😀", "a" == "a", "a" != "b", "10" < "9", "a" == b"a", "a" == 97)
for f in (lambda: "a" < 1, lambda: "a" < None, lambda: "a" < b"a", lambda: "a" >= ["a"]):
    show(f)
a = "".join(["ab", "c" * 100])
b = "ab" + "c" * 100
print(a == b, hash(a) == hash(b), {a: 1}[b], a != b + "d", a < b + "d", "e\u0301" == "é", "\x00" < "\x01", "x" * 999 + "a" < "x" * 999 + "b")
