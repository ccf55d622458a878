# What a file's read() and readline() return may be any bytes-like object, as long as pickles ask for.
import array
import io
import pickle


class Source:
    def __init__(self, data, kind):
        self.file = io.BytesIO(data)
        self.kind = kind

    def read(self, n):
        return self.kind(self.file.read(n))

    def readline(self):
        return self.kind(self.file.readline())


objects = ['text', 'é' * 3_000_000, list(range(2000)), {'a': [1, 2.5, None, 'line\nline']}]
kinds = {
    'bytes': bytes, 'bytearray': bytearray, 'memoryview': memoryview,
    'view of a bytearray': lambda data: memoryview(bytearray(data)),
    'array': lambda data: array.array('b', data),
}
for name, kind in kinds.items():
    print(name, [pickle.load(Source(pickle.dumps(value, protocol), kind)) == value
                 for value in objects for protocol in (0, 2, 4)])
    try:
        pickle.load(Source(pickle.dumps(objects[1])[:-1000], kind))
    except pickle.UnpicklingError as error:
        print(error)
