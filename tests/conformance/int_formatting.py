def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for spec in ("", "d", "5", "<5", ">5", "^7", "05", "+", " ", "-", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "c", ",", "_", "_x", "_b", "+,d", "*^9", "=+8", "08,", "#010x", "n", "e", ".2f", "%", "g", "010.3f", "\u00e9>4"):
    print(repr(spec), format(65, spec), format(-1234567, spec) if spec != "c" else "")
for spec in (".2", ",x", "s", "z", ".2d", "+c", "#c", ",_", "5.", "<<<", "10c,", "ld", " +"):
    show(format, 65, spec)
show(format, -1, "c")
show(format, 0x110000, "c")
print(f"{10**25:,} {10**25:_x} {-(10**25):>40} {2**70:#b} {10**25:e} {True:d} {True} {True:5} {10**25:.3g}")
