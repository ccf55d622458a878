# mmap.mmap: bytes of a file or of no file, as memory and as a file with a position.
import mmap
import os
import tempfile


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


memory = mmap.mmap(-1, 20)
print(memory, len(memory), memory.closed)
memory[0:5] = b'hello'
memory[5] = 33
print(memory[:8], memory[0], memory[-1], memory[4::-2], 104 in memory, b'h' in memory, list(memory)[:3])
for key, value in ((20, 1), ('a', 1), (0, 256), (0, b'x'), (slice(0, 3), b'long'), (slice(0, 3), 5)):
    attempt(memory.__setitem__, key, value)
attempt(memory.__getitem__, 20)
attempt(memory.__delitem__, 0)
attempt(memory.__delitem__, slice(0, 1))

print(memory.read(3), memory.read_byte(), memory.tell(), memory.read(-1)[:3], memory.read(None))
attempt(memory.read_byte)
attempt(memory.write, b'x')
attempt(memory.seek, -21, os.SEEK_END)
attempt(memory.seek, 0, 9)
memory.seek(8)
print(memory.write(b'one\ntwo\n'), memory.tell())
memory.seek(8)
print(memory.readline(), memory.readline(), len(memory.readline()), memory.readline())
print(memory.find(b'o'), memory.find(b'o', 0), memory.rfind(b'o', 0), memory.find(b'o', 5, 8), memory.rfind(b'', 3, 3))
attempt(memory.find, 'o')
memory.move(0, 8, 4)
print(memory[:12])
attempt(memory.move, 0, 18, 4)
attempt(memory.write_byte, 300)
attempt(memory.flush, 0, 100)
attempt(memory.madvise, mmap.MADV_NORMAL, -1)
attempt(memory.size)

view = memoryview(memory)
view[0] = 90
print(memory[:2], view.readonly, view.nbytes)
attempt(memory.close)
attempt(memory.resize, 40)
view.release()
memory.resize(40)
print(len(memory), memory[:2])
memory.close()
for method in (memory.read, memory.tell, memory.__len__, memory.flush):
    attempt(method)
attempt(memoryview, memory)
print(memory, memory.close())

with tempfile.TemporaryFile() as file:
    file.write(b'0123456789' * 500)
    file.flush()
    with mmap.mmap(file.fileno(), 0) as whole:
        print(len(whole), whole.size(), whole[4996:])
        whole[0:3] = b'abc'
        whole.flush()
    file.seek(0)
    print(file.read(5))
    with mmap.mmap(file.fileno(), 100, access=mmap.ACCESS_READ) as reading:
        attempt(reading.__setitem__, 0, 1)
        attempt(reading.resize, 10)
        print(memoryview(reading).readonly, reading.flush())
    with mmap.mmap(file.fileno(), 100, access=mmap.ACCESS_COPY) as copied:
        copied[0:3] = b'xyz'
        print(copied[:5])
        attempt(copied.resize, 10)
    with mmap.mmap(file.fileno(), 0, offset=mmap.ALLOCATIONGRANULARITY) as tail:
        print(len(tail), tail[:4])
    with mmap.mmap(file.fileno(), 5000) as grown:
        grown.resize(6000)
        print(grown[4998:5002], os.fstat(file.fileno()).st_size, grown[:5])
    attempt(mmap.mmap, file.fileno(), 10000)
    attempt(mmap.mmap, file.fileno(), 0, offset=mmap.ALLOCATIONGRANULARITY * 5)

for args, kwargs in (((-1, 0), {}), ((-1, -1), {}), ((-1, 1), {'offset': -1}), ((-1, 1), {'access': 9}), ((10 ** 9, 1), {}),
                     ((-1, 1), {'access': 1, 'flags': 2}), (('a', 1), {})):
    attempt(mmap.mmap, *args, **kwargs)
