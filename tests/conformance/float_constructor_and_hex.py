# float() of strings, hex and fromhex, integer ratios, and the odd values.
import math
for text in ('1', ' 1.5\n', '-.5', '5.', '1e5', '1E-5', '1_0.5_0', 'inf', '-Infinity', 'nan', '+nan', '1e400', '-1e400', '1e-400', '\u0661.\u0665', '0x10', '', '.', 'e5', '1e', '1_', '_1', '1__0', '1 2', 'infin', '--1', '1.5.2', 'é', '1\0', b'2.5', bytearray(b'3'), b'\xff', '4.9406564584124654e-324', '2.4703282292062327e-324', '1.7976931348623159e308', '9007199254740993', '0.1e1', '1' * 400):
    try:
        print(repr(text) if len(text) < 50 else '1...', float(text), end='; ')
    except ValueError as e:
        print('->', ascii(str(e)), end='; ')
print()
for x in (0.0, -0.0, 1.0, 0.1, -1.5, 1e308, 5e-324, 2.0 ** -1022, math.inf, -math.inf, math.nan, 255.255):
    print(x.hex(), float.fromhex(x.hex()) == x, end='; ')
print()
for text in ('0x1p3', '1.8', 'A', '0x.8p1', '-0x1.8p-2', 'inf', 'nan', ' 0x1 ', '0x1p2000', '0x1.fffffffffffff8p0', '', 'x', '0x', '0xg', '1p', '0x1p', '0x1.0.0', '0x1P+1', '0x1p-1074', '0x1p-1075', '0x1.8p-1075', 'infinity', '0x1.fffffffffffffp1023', '0x1.fffffffffffff8p1023'):
    try:
        print(text, float.fromhex(text), end='; ')
    except (ValueError, OverflowError) as e:
        print(text, '->', type(e).__name__, e, end='; ')
print()
print((0.75).as_integer_ratio(), (-2.5).as_integer_ratio(), (0.1).as_integer_ratio(), (3.0).is_integer(), (3.5).is_integer(), math.inf.is_integer(), (2.5).conjugate(), (2.5).real, (2.5).imag, 5e-324.as_integer_ratio()[1] == 2 ** 1074)
for source in ('math.inf.as_integer_ratio()', 'math.nan.as_integer_ratio()', 'float([])', 'float(1j)', 'float("1", 2)', 'float(x=1)', 'float(10 ** 400)', 'float.fromhex(5)', '1.0 // 0', '1.0 % 0', '0.0 ** -1', '(-8.0) ** (1 / 3)', '2.0 ** 2000', 'divmod(1.0, 0.0)', 'math.nan == math.nan', '1e308 * 10', 'round(2.5)', 'round(-0.5)', 'round(1e300, -300)', 'round(1.15, 1)', 'round(math.inf)', 'round(math.nan, 2)', 'round(5.5, None)', 'round(1.5, "a")', '-7.5 // 2', '-7.5 % 2', '7.5 % -2', 'divmod(-0.0, 2)', '5e-324 / 2', 'float.__getformat__("double")', '1e16', '1e15 + 0.5', '123456789012345680.0', '0.1 + 0.2', '1e-4', '1e-5', '100000000000000000000000.0', '1.0e22', '1.0e23', 'float()', 'True + 0.5', '3 / 2', '10 ** -2', '2 ** 0.5', '0.0 == -0.0', 'math.copysign(1, -0.0)', '1 if math.nan else 0', 'max(math.nan, 1)', 'max(1, math.nan)', 'sorted([2.0, 1, 1.5])', '10 ** 20 == 1e20', '2 ** 53 + 1 == 2.0 ** 53', '2 ** 53 + 1 > 2.0 ** 53', '10 ** 400 > 1e308', 'math.inf > 10 ** 400'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
