# pickle: PickleBuffer, in the stream and out of it (PEP 574).
import io
import pickle
from pickle import PickleBuffer

class Data(bytearray):
    def __reduce_ex__(self, protocol):
        if protocol >= 5:
            return type(self), (PickleBuffer(self),)
        return type(self), (bytes(self),)

data = Data(b'some bytes')
for protocol in range(6):
    print(pickle.loads(pickle.dumps(data, protocol)))
buffers = []
out = pickle.dumps([data, PickleBuffer(b'constant')], 5, buffer_callback=buffers.append)
print(out, [bytes(b) for b in buffers])
print(pickle.loads(out, buffers=buffers)[0])
print(pickle.loads(out, buffers=(bytearray(b) for b in buffers))[0])
print(pickle.dumps(PickleBuffer(b'x'), 5, buffer_callback=lambda b: True), pickle.dumps(PickleBuffer(bytearray(b'x')), 5, buffer_callback=lambda b: True))
for attempt in [lambda: pickle.loads(out), lambda: pickle.loads(out, buffers=[]), lambda: pickle.loads(out, buffers=5), lambda: pickle.dumps(PickleBuffer(b''), 4),
                lambda: pickle.dumps(PickleBuffer(memoryview(b'abcd')[::2]), 5), lambda: PickleBuffer('text'), lambda: PickleBuffer()]:
    try:
        print(attempt())
    except (pickle.PickleError, TypeError) as e:
        print(type(e).__name__, e)
view = pickle.loads(b'\x97\x98.', buffers=[bytearray(b'rw')])
print(view.readonly, bytes(view))
print(pickle.loads(b'\x97\x98.', buffers=[b'ro']))

target = bytearray(b'foo')
buffer = PickleBuffer(target)
with memoryview(buffer) as m:
    print(m.readonly, m.format, m.shape, m.nbytes)
    m[0] = ord('F')
print(bytes(buffer), target)
ints = memoryview(bytearray(range(8))).cast('H', (2, 2))
buffer = PickleBuffer(ints)
print(memoryview(buffer).shape, memoryview(buffer).format, buffer.raw().shape, buffer.raw().format, buffer.raw().tobytes())
try:
    PickleBuffer(memoryview(b'abcdef')[::2]).raw()
except BufferError as e:
    print(e)
buffer.release()
buffer.release()
for attempt in [lambda: memoryview(buffer), buffer.raw, lambda: bytes(buffer), lambda: pickle.dumps(buffer, 5)]:
    try:
        attempt()
    except ValueError as e:
        print(e)
held = PickleBuffer(target)
try:
    target.append(1)
except BufferError as e:
    print('BufferError')
held.release()
target.append(1)
print(target)
big = bytearray(b'z' * 100000)
class Writer(list):
    def write(self, data):
        self.append((type(data).__name__, memoryview(data).nbytes))
writer = Writer()
pickle.dump([PickleBuffer(big), PickleBuffer(bytes(big))], writer, 5)
print(writer)
