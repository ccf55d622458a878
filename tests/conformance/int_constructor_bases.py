# int() of strings in every base, with signs, underscores, spaces and other digits.
for text, base in (('0', 10), (' 12\n', 10), ('-0x1F', 16), ('0b101', 0), ('0o17', 0), ('0XfF', 0), ('z', 36), ('Zz', 36), ('1_000', 10), ('0_1', 10), ('0x_f', 0), ('+5', 10), ('\u0661\u0662', 10), ('10', 2), ('777', 8), ('0', 0), ('00', 0), ('0_0', 0), ('-0', 10), ('1' * 30, 3), ('0b1', 16), ('b', 16), (b'12', 10), (bytearray(b'0x1'), 16)):
    print(repr(text), base, int(text, base), end='; ')
print()
for source in ("int('')", "int(' ')", "int('1 2')", "int('_1')", "int('1_')", "int('1__0')", "int('0x1')", "int('09', 0)", "int('01', 0)", "int('2', 2)", "int('1', 1)", "int('1', 37)", "int('1', -1)", "int(1, 10)", "int('0b2', 0)", "int('0x', 16)", "int('+-1')", "int('- 1')", "int('1.5')", "int('1e3')", "int('²')", "int('١٢x')", "int(b'\\xff')", "int('\\0')", "int('1\\0')", "int(None)", "int([])", "int(1j)", "int(float('nan'))", "int(float('inf'))", "int('9' * 30)", "int(base=10)", "int('1', base='a')", "int(x=1)", "int('1', 2, 3)", "int('a' * 5000, 16) > 0", "int('9' * 5000)", "int(1e20)", "int(-1.9)", "int(True)", "int('0_x1', 0)", "int('0b_', 0)", "int('1', 0)", "int('\u200b1')"):
    try:
        print(ascii(source), eval(source))
    except Exception as e:
        print(ascii(source), '->', type(e).__name__, ascii(str(e)))
