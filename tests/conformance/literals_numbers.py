def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


print(0, 00, 1_000_000, 0xFF, 0XfF, 0o17, 0b1010, 0x_f, 0b_1)
print(1.0, 1., .5, 1e3, 1E-3, 1_0.0_1e1_0, 0e0, 00.5, 1e400, -1e400)
print(1j, 1.5J, 0j, 10_0j, 1e3j)
print(0xFFFFFFFFFFFFFFFFFFFF, -0, -1, +1, ~5, - - 1, -+-1)
print(09.5, 0_0)
for source in ("012", "0_7", "1__0", "1_", "0x", "0xg", "0b2", "0o8", "0b", "1e", "1e+", "1_e3", "0x_", "1a", "1.5a", "0777", "1.e", "12abc", "0b12", "0o19"):
    bad(source)
print((1).real, 1 .real, 1.0.real, 5..is_integer())
print(1_2_3, 0x1_F, 0B1, 0O7)
print(123456789012345678901234567890)
