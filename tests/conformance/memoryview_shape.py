# memoryview in several dimensions: cast, subscripts, orders, contiguity.
def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, IndexError, NotImplementedError, OverflowError) as error:
        return f'{type(error).__name__}: {error}'


m = memoryview(bytearray(range(24)))
cube = m.cast('B', (2, 3, 4))
print(cube.ndim, cube.shape, cube.strides, cube.nbytes, len(cube), cube.tolist())
print(cube[1, 2, 3], cube[-1, 0, -2], cube[::-1].tolist() == cube.tolist()[::-1], cube[1:].shape, cube[::-1].strides)
print(cube.tobytes('F'), cube.tobytes('A') == cube.tobytes(), cube[::-1].hex())
print(cube.c_contiguous, cube.f_contiguous, cube[::-1].contiguous, cube[:1].contiguous, m.cast('B', [24, 1]).f_contiguous)
cube[0, 1, 2] = 255
print(m[6], cube.cast('B')[6], cube.cast('h').shape)
flat = m.cast('i', [6])
print(flat.shape, flat.cast('B').cast('I', [3, 2]).tolist())
for key in 0, (0,), (0, 0), (0, 0, 0, 0), (0, 3, 0), (0, 0, 2 ** 70), 'x', (slice(1), slice(1)), (0, slice(1)), ..., ():
    print(key, attempt(cube.__getitem__, key), attempt(cube.__setitem__, key, 1))
print(attempt(cube.__setitem__, slice(1), cube), attempt(iter, cube), attempt(list, cube))
for shape in 5, [2.0, 12], [-2, 12], [0, 2], [5, 5], [2 ** 62, 2 ** 62], [2 ** 70], [1] * 65, []:
    print(shape, attempt(m.cast, 'B', shape))
print(attempt(cube.cast, 'B', [6, 4]), attempt(memoryview(b'').cast, 'B', [0]), memoryview(b'').cast('i').shape, attempt(m[::2].cast, 'B'))
print(attempt(m.cast, 'x'), attempt(m.cast, '<i'), attempt(m.cast, 5), attempt(flat.cast, 'h'), m.cast('@i').format, attempt(m[:5].cast, 'i'))

point = memoryview(bytearray(b'a')).cast('B', [])
print(point.ndim, point.shape, point.strides, point[()], len(point), point.tolist(), point[...] is point, point.tobytes())
point[()] = 98
print(point[()], attempt(point.__setitem__, ..., 99), point[()], attempt(point.__getitem__, 0), attempt(iter, point))
