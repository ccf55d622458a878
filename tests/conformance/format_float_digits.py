# The digits of floats under all types and precisions: exact, ties to even, beyond what 64 bits hold.
import struct

INTERESTING = [0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 25.0, 125.0, 1e15, 1e16, 9.995, 99.995, 0.9999999,
               5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2.0 ** 70, 2.0 ** 534, 1e22, 1e23,
               123456789.125, 0.1 + 0.2, 1 / 3, 6.02214076e23, 1.6e-35, 9007199254740993.0, 4.35, 1.0005]
TYPES = ['', 'e', 'f', 'g', 'G', 'E', '%', 'n']


def samples(n):
    """Doubles of all exponents, then decimals and halves."""
    state = 12345
    for i in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
        bits = state ^ (state >> 29)
        d = struct.unpack('<d', struct.pack('<Q', bits))[0]
        yield d
        yield bits % 1000000 / 1000
        yield bits % 10000 / 64
        yield float(bits % 1000 * 10 ** (bits // 1000 % 20))


for d in INTERESTING:
    print(repr(d), [format(d, '.%d%s' % (precision, kind)) for kind in TYPES for precision in (0, 1, 2, 3, 16)])
    print([format(d, '#.%d%s' % (precision, kind)) for kind in TYPES for precision in (0, 1, 5)])
for i, d in enumerate(samples(300)):
    spec = '%s.%d%s' % ('#' if i % 5 == 0 else '', i % 23, TYPES[i % 8])
    print(repr(d), spec, format(d, spec))
print(format(1 / 3, '.40f'), format(2.0 ** -60, '.100g'), format(1e300, '.3f'), len(format(1.5, '.700f')))
print('%.3f %5.1f %+.2e %g %G %#g %.0f' % (1 / 3, 2.25, 12345.678, 1e-5, 1e20, 3.0, 2.5))
