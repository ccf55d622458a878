# array.array and bytes, files, text, pickle and copy.
import copy
import io
import pickle
from array import ArrayType, _array_reconstructor, array


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, ValueError, EOFError, AttributeError) as error:
        return f'{type(error).__name__}: {error}'


a = array('h', [1, -2, 300])
print(a.tobytes(), a.tolist(), a.buffer_info()[1], ArrayType is array)
a.byteswap()
print(a)
a.byteswap(), a.frombytes(b'\5\0'), a.frombytes(bytearray(b'\6\0')), a.fromlist([7, 8])
print(a, attempt(a.frombytes, b'abc'), attempt(a.frombytes, 'ab'), attempt(a.fromlist, (1,)), attempt(a.fromlist, [1, 'x']), a)

file = io.BytesIO()
a.tofile(file)
file.seek(2)
b = array('h')
b.fromfile(file, 3)
print(b, attempt(b.fromfile, file, 100), b, attempt(b.fromfile, file, -1), attempt(b.fromfile, 5, 1))
print(attempt(a.tofile, 5), attempt(b.fromfile, io.StringIO('abcdef'), 1))

u = array('u', 'a\u1234\U0001f600')
u.fromunicode('z')
print(u, u.tounicode(), attempt(a.fromunicode, 'x'), attempt(a.tounicode), attempt(u.fromunicode, b'x'))
u = array('u')
u.frombytes(b'\xff\xff\xff\x7f')
print(attempt(lambda: u[0]), attempt(repr, u))


class Named(array):
    def __init__(self, code, items):
        self.name = 'n'


n = Named('i', [1, 2])
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    m = pickle.loads(pickle.dumps(n, protocol))
    print(protocol, m, m.name, type(m).__name__, array('u', 'ab') == pickle.loads(pickle.dumps(array('u', 'ab'), protocol)))
print(copy.copy(n), copy.deepcopy(a), n[:], n + n, type(n * 2).__name__)
for code, format, data in (('i', 8, b'abcd'), ('l', 9, b'\0\0\1\2'), ('b', 13, bytes(range(8))), ('f', 17, b'?\xf0' + bytes(6)),
                           ('d', 14, b'\0\0\x80?'), ('u', 18, b'a\0b\0'), ('u', 21, b'\0\0\0a\0\0\0b'), ('Q', 0, b'ab'), ('h', 5, b'\1\2')):
    print(code, format, _array_reconstructor(array, code, format, data))
for arguments in (1, 'i', 8, b''), (int, 'i', 8, b''), (array, 'x', 8, b''), (array, 'i', 22, b''), (array, 'i', 8, ''), (array, 'i', 8, b'abc'):
    print(attempt(_array_reconstructor, *arguments))
