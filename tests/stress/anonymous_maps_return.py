# Anonymous maps that nobody has any more are given back before they fill the address space, also when nothing asked for it.
import gc
import mmap
import os
import resource

MB = 1 << 20


def in_use():
    """Of the address space."""
    with open('/proc/self/statm') as file:
        return int(file.read().split()[0]) * os.sysconf('SC_PAGE_SIZE')


class Holder:
    """Keeps its map until its finalizer has run."""

    def __init__(self, size):
        self.map = mmap.mmap(-1, size)

    def __del__(self):
        self.map[0]


def most_in_use(n, make):
    most = start = in_use()
    for _ in range(n):
        make()
        most = max(most, in_use())
    return most - start


def resized():
    mmap.mmap(-1, MB).resize(16 * MB)


print('dropped', most_in_use(50, lambda: mmap.mmap(-1, 16 * MB)) < 400 * MB)
print('resized', most_in_use(50, resized) < 400 * MB)
print('finalizers', most_in_use(50, lambda: Holder(16 * MB)) < 400 * MB)

# Room for two or three, and collections come late. Each time the heap gives back half of what it has reserved and not used.
gc.collect()
gc.disable()
for _ in range(20):
    limit = in_use() + 150 * MB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for _ in range(10):
    mmap.mmap(-1, 60 * MB)
    Holder(60 * MB)
print('room')
kept = []
try:
    while True:
        kept.append(mmap.mmap(-1, 60 * MB))
except OSError as error:
    print(0 < len(kept) < 4, error)
