# Order and equality of bytes, bytearray and memoryview; widths and precisions of %.
import itertools
vs = [b'a', b'ab', bytearray(b'a'), bytearray(b'ab'), memoryview(b'a'), memoryview(bytearray(b'ab')), 'a', 5, None]
for v, w in itertools.product(vs, vs):
    out = []
    for op in ('==', '!=', '<', '<=', '>', '>='):
        try: out.append(str(eval(f'v {op} w'))[0])
        except TypeError as e: out.append('E')
    print(type(v).__name__, len(v) if hasattr(v, '__len__') else '', type(w).__name__, ' '.join(out))
try: b'a' < memoryview(b'b')
except TypeError as e: print(e)
try: memoryview(b'b') < b'a'
except TypeError as e: print(e)
for f, a in [('%.*f', (2**31, 5)), ('%.*f', (-2**31 - 1, 5)), ('%.*d', (-1, 5)), ('%*d', (-4, 5)), ('%*d', (2**63, 5)), ('%.*f', (2**31 - 1,)), ('%*s', ('a', 1)), ('%.*s', (2, 'abc')), ('%.*s', (True, 'abc')), ('%*.*f|', (8, 2, 3.14159)), (b'%*d', (2**63, 1)), (b'%.*f', (2**31, 1.0))]:
    try: print(f, ascii(f % a)[:60])
    except (OverflowError, TypeError, ValueError, MemoryError) as e: print(f, a, type(e).__name__, e)
