# Threads share a compressor: each part goes in whole; a shared decompressor gives every byte once.
import bz2
import threading

N_THREADS, N_PARTS = 4, 40
compressor = bz2.BZ2Compressor()
barrier = threading.Barrier(N_THREADS)


def add(name):
    barrier.wait()
    for _ in range(N_PARTS):
        part = compressor.compress(name * 3000 + b'\n')
        assert part == b''  # less than a block


threads = [threading.Thread(target=add, args=(b'abcd'[i:i + 1],)) for i in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
data = compressor.flush()
lines = bz2.decompress(data).split(b'\n')
print(len(lines), sorted({(len(line), len(set(line))) for line in lines}))

decompressor, got = bz2.BZ2Decompressor(), []


def take():
    barrier.wait()
    while not decompressor.eof:
        try:
            got.append(len(decompressor.decompress(b'', 5000)))
            decompressor.unused_data, decompressor.needs_input
        except EOFError:
            pass


got.append(len(decompressor.decompress(data + b'rest', 1)))
threads = [threading.Thread(target=take) for _ in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sum(got), decompressor.unused_data)
