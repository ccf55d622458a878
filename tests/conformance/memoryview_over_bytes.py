# memoryview over bytes and bytearray: slicing, writing, comparing, releasing.
data = bytearray(b'abcdefgh')
m = memoryview(data)
print(m[0], m[-1], bytes(m[2:5]), m[::2].tobytes(), m[::-1].tobytes(), m.tolist()[:3], len(m), m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.obj is data, m.contiguous)
m[0] = 65
m[1:3] = b'XY'
m[::-3] = memoryview(b'123')
print(data, m == data, m == memoryview(bytes(data)), m != b'x', memoryview(b'a') == memoryview(b'a'), hash(memoryview(b'ab')) == hash(b'ab'), b'de' in bytes(m), 65 in m, list(memoryview(b'xy')))
print(m.hex(), m[:2].hex('-'), m.tobytes(), m.toreadonly().readonly, memoryview(b'q').readonly, memoryview(m)[3:].obj is data, bytes(memoryview(b'abc')[1:]), bytearray(m[:2]), b''.join([m[:1], m[1:2]]), int.from_bytes(m[:2], 'big'))
for source in ('m[9]', 'm[-9]', 'm["a"]', 'm[0:2, 0]', 'memoryview(b"a")[0]', 'memoryview("a")', 'memoryview(5)', 'memoryview()', 'm < m', 'm + m', 'hash(m)', 'm.cast("H").tolist()[0] > 0', 'm.index', 'memoryview(b"ab").cast("i")', 'm.cast("xyz")', 'm.cast(5)'):
    try:
        print(source, '=', eval(source) if 'index' not in source else hasattr(m, 'index'))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
for statement in ('m[0] = 256', 'm[0] = "a"', 'm[0:2] = b"abc"', 'm[0:2] = 5', 'memoryview(b"a")[0] = 1', 'del m[0]', 'm.x = 1', 'data.append(1)', 'm[9] = 1', 'm[0:1] = "a"'):
    try:
        exec(statement)
        print('fine', statement)
    except Exception as e:
        print(statement, '->', type(e).__name__, e)
with memoryview(data) as w:
    part = w[1:]
    try:
        w.release()
    except BufferError as e:
        print(e)
    part.release()
for source in ('w[0]', 'len(w)', 'w.tobytes()', 'w == w', 'repr(w)', 'w.shape', 'w.release()', 'bytes(w)', 'w.__enter__()'):
    try:
        print(source, '=', str(eval(source)).split(' at ')[0])
    except ValueError as e:
        print(source, '->', e)
m.release()
data.append(33)
print(data)
