"""Shapes, strides and steps whose products are too large for a machine word."""


def attempt(f):
    try:
        return f()
    except Exception as e:
        return f'{type(e).__name__}: {e}'


view = memoryview(bytearray(b'0123456789abcdef'))
for shape in [2**62, 4], [4, 2**62], [2**62 - 2], [2**61, 2, 2, 2], [2**32, 2**32], [1, 2**60, 1], [2**64]:
    print(shape, attempt(lambda: view.cast('B', shape)), attempt(lambda: view.cast('i', shape)))

ints = view.cast('i')
for step in 2**62, -2**62, 2**63 - 1, -2**63, 2**61 + 1, 2**100, -2**100:
    one = ints[::step]
    print(step, one.tolist(), len(one), one.shape, one.contiguous, one.tobytes(), one[::step].tolist(), list(reversed(one)))
    print(ints[1:1:step].tolist(), ints[2::step].tolist(), ints[2:1:step].tolist())
    one[:] = one
    print(view.tobytes(), one == one, bytes(one), memoryview(one)[0])
