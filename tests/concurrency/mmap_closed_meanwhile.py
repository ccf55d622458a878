# A system call on a map's pages works on them alone, whoever closes or resizes the map meanwhile.
import mmap
import os
import tempfile
import threading

SIZE = 16 * mmap.PAGESIZE


class Closing:
    def __init__(self, memory):
        self.memory = memory

    def __index__(self):
        self.memory.close()
        return 0


for call in (lambda m: m.madvise(mmap.MADV_DONTNEED, Closing(m)), lambda m: m.flush(Closing(m))):
    memory = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE)
    try:
        call(memory)
    except ValueError as error:
        print('ValueError', error)


def private(byte):
    memory = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE)
    memory[:] = byte * SIZE
    return memory


def use(memory, go):
    go.wait()
    try:
        for _ in range(20):
            memory.madvise(mmap.MADV_DONTNEED)
            memory.flush()
    except ValueError:
        pass


# What takes the place of a closed map keeps its contents.
n_whole = 0
for _ in range(40):
    memory, go = private(b'a'), threading.Event()
    users = [threading.Thread(target=use, args=(memory, go)) for _ in range(3)]
    for user in users:
        user.start()
    go.set()
    memory.close()
    others = [private(b'b') for _ in range(4)]
    for user in users:
        user.join()
    n_whole += all(other[:] == b'b' * SIZE for other in others)
    for other in others:
        other.close()
print(n_whole)


# size() and resize() never see the descriptor of another file.
def measure(memory, sizes, go):
    go.wait()
    try:
        for _ in range(20):
            sizes.add(memory.size())
    except (ValueError, OSError):
        pass


with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as other:
    file.write(bytes(SIZE))
    file.flush()
    sizes = set()
    for _ in range(40):
        memory, go = mmap.mmap(file.fileno(), SIZE), threading.Event()
        users = [threading.Thread(target=measure, args=(memory, sizes, go)) for _ in range(3)]
        for user in users:
            user.start()
        go.set()
        memory.close()
        descriptors = [os.dup(other.fileno()) for _ in range(2)]
        for user in users:
            user.join()
        for descriptor in descriptors:
            os.close(descriptor)
    print(sizes <= {SIZE})
