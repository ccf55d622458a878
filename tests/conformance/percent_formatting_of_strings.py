# % with str: all conversions, flags, star widths, mappings, and errors.
print('%d %i %u|%5d|%-5d|%05d|%+d|% d|%x|%#x|%X|%o|%#o' % (1, 2, 3, 4, 5, 6, 7, 8, 255, 255, 255, 8, 8), '%s %r %a %c %c %%' % ('é', 'é', 'é', 65, 'é'), '%e %E %.2e %f %.1f %g %G %.3g %#g' % (1.5, 1.5, 12345.678, 1.5, 2.25, 1e10, 1e-10, 1234.5, 1.0))
print('%*d|%-*d|%.*f|%*.*f' % (5, 1, 5, 2, 2, 1.239, 8, 3, 3.14159), '%(a)s %(b)05.1f %(a)r' % {'a': 'x', 'b': 2.25}, '%.3s|%5.1s|%-5s|%05s' % ('abcdef', 'xyz', 'q', 'z'), '%s' % (1,), '%s' % [1], '%s %s' % ('a', ('b',)), '%s' % None, '%()s' % {'': 'empty key'}, '%d' % 3.99, '%d' % True, '%x' % -255, '%.0f' % 0.5, '%.0f' % 1.5, '%i' % (10 ** 30))
print('%.5d|%+.3d|%#.4x|%08.3d' % (42, 7, 255, 5), '%ld %hd %Lf' % (1, 2, 3.0), '%5c|%-3c|' % ('a', 98), 'no conversions' % {}, 'none' % (), '%s' % {}, '%s' % {'a': 1}, '%f' % 10 ** 2 if False else '%f' % 1e20, '%.50f' % 0.1, '%g' % float('inf'), '%5.1f|%-8.2e|' % (float('nan'), 1e-300), '%#.0f' % 3, '% 05d' % 42, '%+s' % 'a')
class F:
    def __float__(self): return 2.5
    def __index__(self): return 7
    def __str__(self): return 'str F'
    def __repr__(self): return 'repr F'
print('%f %x %s %r %a' % (F(), F(), F(), F(), F()))
for format, value in (('%d', 'a'), ('%d', None), ('%x', 1.5), ('%c', 'ab'), ('%c', -1), ('%c', 0x110000), ('%c', 1.5), ('%f', 'a'), ('%s %s', 'a'), ('%s', ()), ('%s', (1, 2)), ('a', 1), ('a', (1,)), ('%(a)s', 1), ('%(a)s', {}), ('%(a', {}), ('%', 1), ('%5', 1), ('%y', 1), ('%(a)y', {'a': 1}), ('%*d', ('a', 1)), ('%*d', 5), ('%.*f', ('a', 1.0)), ('%z%', 1), ('%(a)s %s', {'a': 1}), ('%.99999999999d', 1), ('%99999999999999999999d', 1), ('%d', 1j), ('%s%', 'a'), ('%\u20ac', 1), ('%d %d', (1,))):
    try:
        print(ascii(format), ascii(format % value))
    except Exception as e:
        print(ascii(format), '->', type(e).__name__, ascii(str(e)))
