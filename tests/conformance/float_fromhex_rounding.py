# float.fromhex: rounding of normal and subnormal numbers, limits, and what it refuses.
import random

for text in ('0x0.ffffffffffffecp-1022', '0x0.fffffffffffff8p-1022', '0x0.fffffffffffff4p-1022', '0x0.00000000000008p-1022', '0x0.00000000000008000001p-1022',
             '0x1p-1075', '0x1.0000000000001p-1075', '0x1p-1076', '0x1.8p-1075', '0x3p-1075', '0x1.fffffffffffff7fffffp+1023', '0x1.fffffffffffff8p+1023',
             '0x1.00000000000008p0', '0x1.000000000000080001p0', '0x1.00000000000018p0', 'f' * 20, '0x.8', '8.', '  -0x1.8P+3\n', '+0XA', '0x0p99999999999999999999',
             '0x1p-99999999999999999999', '0x1p99999999999999999999', '-inf', ' nan ', '-0x0', '0x' + '0' * 300 + '1', '0x0.' + '0' * 300 + '1p1200', 'abc.defp-4'):
    try:
        print(text[:40], repr(float.fromhex(text)))
    except OverflowError as error:
        print(text[:40], error)
for text in '', '0x', 'p1', '0x.p1', '0x1p', '0x1p+', '0x1.2.3', '1 2', '0x1\0', '\0', '0x1p\uff10', '\uff11', '- 1', '0xg', '--1', 'infin', '1p1.0', '0x-1':
    try:
        print(repr(text), float.fromhex(text))
    except ValueError as error:
        print(repr(text), error)
random.seed(5)
for _ in range(2000):
    x = random.getrandbits(53) * 2.0 ** random.randint(-1100, 900)
    assert float.fromhex(x.hex()) == x, x
