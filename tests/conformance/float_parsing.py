def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for text in ("1", " 1.5\n", "-2.5e3", ".5", "5.", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "NaN", "+nan", "1_000.5", "1__0", "_1", "1_", "1e1_0", "", " ", "abc", "1.5.2", "0x1", "1e", "e5", ".", "infinit", "١.٥", "1 2", "1,5", "--1", "1\x00", "4.9406564584124654e-324", "179769313486231580793728971405301e277", "0.1000000000000000055511151231257827", "9007199254740993"):
    show(float, text)
show(float, b"1.5")
show(float, None)
show(float, [])
show(float, 1j)
show(float)
show(float, 1, 2)
show(float, x=1)
print(float(3), float(True), float(10**20), float("1" * 50))
