def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for text in ("12", " 12\n", "-5", "+7", "1_000", "0", "00", "-0", "٣", "１２", "0x1f", "1__0", "_1", "1_", "", " ", "1.5", "abc", "1 2", "--1", "+-1", "é", "1e5", "\x001", "9" * 50):
    show(int, text)
for text, base in (("ff", 16), ("0xff", 16), ("0XFF", 0), ("0b101", 0), ("0o17", 0), ("z", 36), ("12", 3), ("019", 0), ("0", 0), ("00", 0), ("0_1", 0), ("0x_f", 0), ("1", 37), ("1", 1), ("1", -1), ("g", 16), ("0b12", 0), ("0b1", 2), ("0x1", 8), ("-0x1f", 16), (b"ff", 16), ("10", 2.0), (10, 2), ("  -z ", 36)):
    show(int, text, base)
show(int, b"12")
show(int, bytearray(b" 7 "))
show(int, b"x\xff")
show(int, None)
show(int, [])
show(int, base=10)
show(int, "5", base=8)
show(int)
