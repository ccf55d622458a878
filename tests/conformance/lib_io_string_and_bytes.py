# StringIO and BytesIO: seeking past the end, truncation, newlines, and closed files.
import io

s = io.StringIO('one\ntwo\r\nthree')
print(s.readline(), s.read(2), s.tell(), s.readlines(), s.read(), s.seek(0), next(s))
s.seek(0, 2)
print(s.write('\nfour'), s.getvalue(), s.truncate(3), s.getvalue(), s.writable(), s.isatty())
s = io.StringIO(newline=None)
s.write('a\r\nb\rc')
print(repr(s.getvalue()), repr(io.StringIO('a\r\nb', newline='\n').read()), io.StringIO('a\nb', newline='\r\n').getvalue().encode())
s = io.StringIO('abc')
s.seek(5)
s.write('x')
print(repr(s.getvalue()))
b = io.BytesIO(b'hello')
print(b.read(2), b.getvalue(), b.seek(-1, 2), b.read(), b.seek(10), b.write(b'!'), b.getvalue(), b.readinto(bytearray(3)))
b.seek(0)
target = bytearray(4)
print(b.readinto(target), target, b.read1(2), b.peek if hasattr(b, 'peek') else 'no peek', b.readable())
print(b.getbuffer()[:2].tobytes(), io.BytesIO(b'a\nb\n').readlines(), list(io.BytesIO(b'x\ny')))
for source in ('s.seek(-1)', 's.seek(1, 1)', "s.write(b'')", "b.write('')", 'b.seek(-1)', 's.read("a")', 'io.StringIO(5)', 'io.BytesIO("a")', 's.truncate(-1)', 'io.StringIO(newline="x")', 's.fileno()', 's.detach()'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
s.close()
print(s.closed)
for method in ('read', 'getvalue', 'readable', '__enter__', '__iter__'):
    try:
        getattr(s, method)()
    except ValueError as e:
        print(method, e)
