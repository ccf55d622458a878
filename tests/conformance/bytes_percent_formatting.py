# % with bytes: the conversions, their widths, and what they refuse.
class B:
    def __bytes__(self):
        return b'from __bytes__'
print(b'%d|%5d|%-5d|%05d|%+d|%x|%X|%#o' % (1, 2, 3, 4, 5, 255, 255, 8), b'%s %b' % (b'raw', bytearray(b'ba')), b'%b' % B(), b'%c%c' % (65, b'B'), b'%a %r' % ('é', [1]), b'%.2f %e %g' % (1.239, 1.5, 1e10), b'100%%', b'%(k)s' % {b'k': b'v'}, b'%.3s|%6.2s|' % (b'abcdef', b'abc'))
for format, value in ((b'%d', '1'), (b'%s', 'text'), (b'%c', 256), (b'%c', b'ab'), (b'%b', 1), (b'%q', 1), (b'%', 1), (b'%d %d', 1), (b'%d', (1, 2)), (b'%(a)s', b'x'), (b'%x', 1.5), (b'%d', 1.9), (b'%*d', (5, 3))):
    try:
        print(format, format % value)
    except Exception as e:
        print(format, type(e).__name__, e)
print(bytearray(b'%s') % b'x', type(bytearray(b'%s') % b'x').__name__)
