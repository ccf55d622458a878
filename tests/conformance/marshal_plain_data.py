"""marshal: plain data there and back, its bytes in the old format, and what it refuses."""
import io
import marshal

VALUES = [None, True, False, 0, 1, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**70, -2**1000, 1.5, float('inf'), -0.0, 1j, 3 + 4.5j,
          b'', b'ab', '', 'ab', 'é', '\ud800', '\U0001f600', 'a' * 300, (), (1, 2), tuple(range(300)), [], [1, [2]], {}, {1: 'x', 'k': {}},
          set(), {3}, frozenset([1]), ..., StopIteration]
for value in VALUES:
    for version in range(5):
        data = marshal.dumps(value, version)
        again = marshal.loads(data)
        assert again == value and type(again) is type(value), (value, version)
    if len(repr(value)) < 30:
        print(ascii(value), marshal.dumps(value, 0), marshal.dumps(value, 2))
shared = [1]
shared.append(shared)
again = marshal.loads(marshal.dumps(shared))
print(again[1] is again, marshal.loads(marshal.dumps((b'x', bytearray(b'y'), memoryview(b'z')))))
for bad in object(), [object()], range(3), int, slice(1), type('I', (int,), {})(1):
    try:
        marshal.dumps(bad)
    except ValueError as error:
        print(error)
for data in b'', b'i\1', b'?', b'(', b'[\1\0\0\0', b'l\1\0\0\0\xff\xff', b'l\1\0\0\0\0\0', b'r\0\0\0\0', b'u\1\0\0\0\xff', b'f\1x', b'0', b'[\xff\xff\xff\xff', \
        'str', b'(\1\0\0\0' * 3000, b'{0', b'{N', b'<\1\0\0\0[\0\0\0\0':
    try:
        print(marshal.loads(data))
    except Exception as error:
        print(type(error).__name__, error)
nested = []
for _ in range(3000):
    nested = [nested]
try:
    marshal.dumps(nested)
except ValueError as error:
    print(error)
file = io.BytesIO()
for value in 1, 'two', [3.0]:
    marshal.dump(value, file)
file.seek(0)
print([marshal.load(file) for _ in range(3)], marshal.version)
try:
    marshal.load(file)
except EOFError as error:
    print(error)
try:
    marshal.load(io.StringIO('text'))
except TypeError as error:
    print(error)
