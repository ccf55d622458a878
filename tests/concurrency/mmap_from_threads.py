# One mmap in several threads: its position moves in one step, slices are whole, closing ends the others by ValueError.
import mmap
import threading

SIZE, N = 60000, 4


def together(*works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


memory = mmap.mmap(-1, SIZE)
memory[:] = b''.join(i.to_bytes(3, 'big') for i in range(SIZE // 3))
taken = [[] for _ in range(N)]


def take(parts):
    while part := memory.read(3):
        parts.append(int.from_bytes(part, 'big'))


together(*(lambda parts=parts: take(parts) for parts in taken))
print(sorted(number for parts in taken for number in parts) == list(range(SIZE // 3)), all(parts == sorted(parts) for parts in taken))

# Writing at the position: every record has a place of its own.
memory.seek(0)
together(*(lambda i=i: [memory.write(bytes([i, 255 - i])) for _ in range(SIZE // 2 // N)] for i in range(N)))
pairs = [memory[i:i + 2] for i in range(0, SIZE, 2)]
print(all(pair[0] + pair[1] == 255 for pair in pairs), [sum(pair[0] == i for pair in pairs) for i in range(N)], memory.tell())

# Slices are written and read in one step.
torn = []
stop = threading.Event()


def write(i):
    for _ in range(2000):
        memory[100:116] = bytes([i]) * 16


def watch():
    while not stop.is_set():
        if len(set(memory[100:116])) != 1:
            torn.append(memory[100:116])


memory[100:116] = bytes(16)
watcher = threading.Thread(target=watch)
watcher.start()
together(*(lambda i=i: write(i) for i in range(N)))
stop.set()
watcher.join()
print(torn)

# Closed, and resized, under the feet of the others.
ends = []
begun = threading.Barrier(N + 1)


def use():
    begun.wait()
    try:
        while True:
            memory[5:9]
            memory.find(b'zzzz', 0)
            memory[7] = 3
            memory.seek(0)
            memory.readline()
    except (ValueError, IndexError) as error:
        ends.append(str(error))


def change():
    begun.wait()
    for size in (5000, 90000, 20, 4096) * 20:
        memory.resize(size)
    memory.close()


together(change, *[use] * N)
print(set(ends) <= {'mmap closed or invalid'}, len(ends), memory.closed)
