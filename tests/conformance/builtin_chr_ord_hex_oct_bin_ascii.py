def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(chr(65), chr(0x1F600), ord("a"), ord("é"), ord("😀"), ord(b"a"), chr(0x10FFFF) == "\U0010ffff", hex(255), hex(-255), hex(0), oct(8), oct(-8), bin(5), bin(-5), bin(0), hex(2**70), bin(2**65))
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: chr(1.5), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: ord(b"ab"), lambda: hex("a"), lambda: hex(1.5), lambda: oct(None), lambda: bin([]), lambda: chr(10**20), lambda: ord(None), lambda: chr()):
    show(f)
print(ascii("aé€😀\n'"), ascii(["é"]), ascii(5), ascii({"ü": "ß"}), ascii(b"\xff"), repr("é"), ascii("\x80\ud800"))
