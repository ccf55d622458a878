# bytearray: slice assignment of all shapes, in-place methods, and what an export forbids.
b = bytearray(range(10))
b[2:4] = b'abc'
b[::3] = b'WXYZ'
print(b)
del b[1:3], b[-1]
print(b, len(b))
b[1:1] = [1, 2]
b[5:2] = b'!'
print(b)
b += b'end'
b *= 2
b.insert(0, 255)
b.append(0)
b.extend(range(3))
b.reverse()
print(b, b.pop(), b.pop(0), b.remove(101), b.index(b'n'))
for statement in ('b[0] = 256', "b[0] = 'a'", 'b[::2] = b"x"', 'b[1:2] = 5', "b[1:2] = 'text'", 'b.append(-1)', 'b.append("a")', 'b.extend(5)', 'b.extend([300])', 'b.remove(999)', 'b.remove(254)', 'b[100]', 'del b[100]', 'b.pop(500)', 'bytearray().pop()', 'b += "x"', 'b.insert("a", 1)', 'hash(b)'):
    try:
        exec(statement)
    except Exception as e:
        print(statement, type(e).__name__, e)
view = memoryview(b)
for statement in ('b.append(1)', 'b.clear()', 'b += b"x"', 'del b[0]', 'b[0:2] = b""', 'b.pop()'):
    try:
        exec(statement)
    except BufferError as e:
        print(statement, e)
b[0:2] = b'ok'
b[0] = 7
view.release()
b.clear()
print(b, bytearray(3), bytearray('é', 'latin-1'), bytearray(b'a') < b'b', bytearray(b'a') == b'a', repr(bytearray(b"'\"")))
