# memoryview: an index or an item that releases the view while it is being used.
def attempt(function, *arguments):
    try:
        return function(*arguments)
    except ValueError as error:
        return str(error)


class Releasing:
    def __index__(self):
        m.release()
        return 4

    def __float__(self):
        m.release()
        return 4.5

    def __bool__(self):
        m.release()
        return True


for action in (lambda: m[Releasing()], lambda: m[:Releasing()].tolist(), lambda: m[Releasing():8].tolist(), lambda: m.__setitem__(Releasing(), 1),
               lambda: m.__setitem__(slice(Releasing()), b'spam'), lambda: m.__setitem__(slice(Releasing(), 8), b'spam'), lambda: m.__setitem__(0, Releasing())):
    data = bytearray(b'\xff' * 16)
    m = memoryview(data)
    print(attempt(action), data == b'\xff' * 16)
for shape in (8, 2), (2, 8):
    for action in lambda: m[0, Releasing()], lambda: m[Releasing(), 0], lambda: m.__setitem__((0, Releasing()), 1):
        m = memoryview(bytearray(16)).cast('B', shape)
        try:
            print(shape, attempt(action))
        except IndexError as error:
            print(shape, error)
for format in 'bHiLqNfd?':
    data = bytearray(16)
    m = memoryview(data).cast(format)
    print(format, attempt(m.__setitem__, 0, Releasing()), any(data))
