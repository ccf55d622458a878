def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


b = b"abc\x00\xff"
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), list(b), 97 in b, b"bc" in b, b + b"d", b * 2, b"" == bytes(), b"a" < b"b", hash(b) == hash(b"abc\x00\xff"), bytes(3), bytes([1, 2]), bytes("é", "utf-8"), bytes(range(3)), bytes(b"x"), bytes((65,)))
for f in (lambda: b[10], lambda: b["a"], lambda: bytes("a"), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: bytes(None), lambda: b + "a", lambda: "a" in b, lambda: 256 in b, lambda: b.__setitem__(0, 1), lambda: b < "a", lambda: b * "a", lambda: bytes("a", 5), lambda: bytes(5, "utf-8"), lambda: b % 5):
    show(f)
print(repr(b"'"), repr(b'"'), repr(b"'\""), repr(b"\t\n\r\\\x7f"), str(b"a"), b"%d %s %r %x" % (1, b"z", "q", 255), b"%b|%5d|%a" % (b"x", 3, "é"), b"\x41", [*b"ab"], b"a" == "a", bytes.fromhex("0a FF"), b"\x0a\xff".hex(), b"\x01\x02\x03".hex("-"))
show(bytes.fromhex, "0g")
show(lambda: b"%d" % b"a")
show(lambda: b"%s" % "a")
