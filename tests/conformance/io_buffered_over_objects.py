# Buffers over raw streams of a script's own.
import io


class Raw(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)
        self.sizes = []
        self.written = []
        self.limit = None

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        self.sizes.append(len(buffer))
        if not self.parts:
            return 0
        part = self.parts.pop(0)
        if part is None:
            return None
        buffer[:len(part)] = part
        return len(part)

    def write(self, data):
        taken = bytes(data)[:self.limit]
        self.written.append(taken)
        return len(taken)


raw = Raw(b'one\ntwo', b'\nthree', b'', b'more')
reader = io.BufferedReader(raw, 16)
print(reader.read(2), reader.peek(), reader.readline(), reader.readline(), reader.readline(), raw.sizes)
print(reader.read1(), reader.read(), reader.readlines())

raw = Raw(b'abcdef', None, b'gh')
reader = io.BufferedReader(raw, 4)
try:
    print(reader.read(8))
except OSError as error:
    print(error)
raw = Raw(b'abc', None, None, b'gh')
reader = io.BufferedReader(raw, 4)
print(reader.read(8), reader.read(8), reader.read(8), reader.read1(5), raw.sizes)

raw = Raw(b'abc', b'def', b'ghi')
reader = io.BufferedReader(raw, 3)
array = bytearray(5)
print(reader.readinto(array), array, reader.readinto1(array), array, reader.readinto(array))

raw = Raw()
writer = io.BufferedWriter(raw, 8)
for text in b'abc', b'defgh', b'i', b'0123456789ABC':
    print(writer.write(text), raw.written)
raw.limit = 2
writer.write(b'xyz')
writer.flush()
print(raw.written)


class Liar(Raw):
    def readinto(self, buffer):
        return len(buffer) + 1

    def write(self, data):
        return len(data) + 1


for action in (lambda: io.BufferedReader(Liar()).read(3), lambda: io.BufferedReader(Liar()).peek(),
               lambda: io.BufferedWriter(Liar(), 2).write(b'abcdef'), lambda: io.BufferedReader(Raw(), 0),
               lambda: io.BufferedReader(Raw()).seek(0), lambda: io.BufferedReader(Raw()).write(b''),
               lambda: io.BufferedWriter(Raw()).read(), lambda: io.BufferedRandom(Raw()),
               lambda: io.BufferedReader(Raw()).read(-2), lambda: io.BufferedReader(io.RawIOBase())):
    try:
        print(action())
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)

both = io.BufferedRandom(io.BytesIO(b'abcdefgh'), 4)
both.write(b'1')
print(both.read(2), both.tell(), both.write(b'23'), both.peek()[:1], both.seek(-1, 1), both.read())
both.seek(2)
print(both.truncate(), both.raw.getvalue())
