def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for s in ("abc", "é", "€", "😀", "\x80", ""):
    for enc in ("utf-8", "ascii", "latin-1", "UTF8", "Latin1", "iso-8859-1", "utf-16-le", "utf-32-be"):
        show(s.encode, enc)
print("aé€".encode("ascii", "ignore"), "aé€".encode("ascii", "replace"), "aé€".encode("latin-1", "xmlcharrefreplace"), "aé😀".encode("ascii", "backslashreplace"), "\udc80".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"))
show("\ud800".encode)
show("a".encode, "nonsense")
show("é".encode, "ascii", "nonsense")
show("a".encode, 5)
for b in (b"abc", b"\xc3\xa9", b"\xff", b"a\xc3", b"\xe2\x82", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"a\x80b", b"\xe2\x28\xa1", b"\xf0\x9f\x98", b"\xf4\x90\x80\x80"):
    show(b.decode)
    print(repr(b.decode("utf-8", "replace")), repr(b.decode("utf-8", "ignore")), repr(b.decode("latin-1")), ascii(b.decode("utf-8", "surrogateescape")), b.decode("utf-8", "backslashreplace"))
show(b"\x80".decode, "ascii")
print(str(b"abc", "utf-8"), str(b"\xe9", "latin-1"), str(b"x"), str(bytearray(b"q"), "ascii"))
show(str, "a", "utf-8")
show(str, 5, "utf-8")
show(str, b"\xff", "utf-8")
