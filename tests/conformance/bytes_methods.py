def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


b = b"Hello, World hello"
print(b.upper(), b.lower(), b.title(), b.swapcase(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.find(108), b.index(b"W"), b.count(b"l"), b.count(108), b.replace(b"l", b"L", 2), b.split(), b.split(b"o", 1), b.rsplit(b" ", 1), b.partition(b", "), b.startswith(b"He"), b.endswith((b"x", b"lo")))
print(b" x ".strip(), b"xxaxx".strip(b"x"), b"a\nb\r\nc".splitlines(), b"-".join([b"a", b"b"]), b"a".center(5, b"*"), b"7".zfill(3), b"a\tb".expandtabs(4), b"abc".translate(None, b"b"), b"abc".translate(bytes.maketrans(b"a", b"z")), b"abc".removeprefix(b"a"), b"abc".isalpha(), b"12".isdigit(), b" ".isspace(), b"aB".islower(), b"".isascii(), b"ab".ljust(4, b"."), b"Ab".istitle(), b"a1".isalnum())
for f in (lambda: b.find("o"), lambda: b.index(b"zz"), lambda: b.split(""), lambda: b.split(b""), lambda: b"".join(["a"]), lambda: b.replace("a", "b"), lambda: b.startswith("H"), lambda: b.strip("x"), lambda: b.find(300), lambda: b"a".center(5, b"**"), lambda: b.partition(b""), lambda: bytes.maketrans(b"a", b"bc"), lambda: b.count("x")):
    show(f)
print(b.decode(), b"\xe9".decode("latin-1"), b[:5].decode("ascii"), bytes.__name__, type(b[:0]).__name__)
