# pickle: what is written to a file and read from it, frame by frame.
import io
import pickle

class Writer:
    def __init__(self):
        self.sizes = []
        self.parts = []
    def write(self, data):
        self.sizes.append((type(data).__name__, len(data)))
        self.parts.append(bytes(data))

def values():
    yield 5
    yield list(range(1000))
    yield ['x' * 300 for i in range(1000)]
    yield [str(i) * 100 for i in range(1000)]
    yield 'x' * 65535
    yield ['a', 'x' * 65536, 'b']
    yield [b'a' * 100000, bytearray(b'b' * 70000), b'c' * 3, b'd' * 65536]
    yield {i: (i, 'k%d' % i) for i in range(20000)}
    yield [(b'x' * 40000, b'y' * 40000) for i in range(3)]

for protocol in range(6):
    for value in values():
        writer = Writer()
        pickle.dump(value, writer, protocol)
        data = b''.join(writer.parts)
        print(protocol, writer.sizes if len(writer.sizes) < 12 else (len(writer.sizes), writer.sizes[:3], writer.sizes[-2:]), len(data))
        assert pickle.loads(data) == value and pickle.loads(pickle.dumps(value, protocol)) == value

# Nothing is read beyond the pickle.
class Reader:
    def __init__(self, data):
        self.file = io.BytesIO(data)
        self.asked = []
    def read(self, n):
        self.asked.append(n)
        return self.file.read(n)
    def readline(self):
        self.asked.append('line')
        return self.file.readline()
for protocol in range(6):
    value = ['text', {'k': 1.5}, 2**70, b'bytes', range(4)]
    reader = Reader(pickle.dumps(value, protocol) + b'rest')
    print(protocol, pickle.load(reader) == value, reader.file.read())
file = io.BytesIO()
for i in range(5):
    pickle.dump(['number', i], file, i)
file.write(b'tail')
file.seek(0)
print([pickle.load(file) for i in range(5)], file.read())
file.seek(0)
buffered = io.BufferedReader(file, 16)
print([pickle.load(buffered) for i in range(5)], buffered.read())
file.seek(0)
unpickler = pickle.Unpickler(io.BufferedReader(file, 4096))
print([unpickler.load() for i in range(5)])
try:
    unpickler.load()
except pickle.UnpicklingError as e:
    print(e)
reader = Reader(pickle.dumps(b'q' * 3_000_000))
print(len(pickle.load(reader)))
class Broken(Reader):
    def read(self, n):
        raise OSError('broken')
try:
    pickle.load(Broken(b''))
except OSError as e:
    print(e)
