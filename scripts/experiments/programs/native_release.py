"""Native code that leaves the lock: hashing and compressing big buffers in threads.

    native_release.py sha256|zlib|python THREADS MEGABYTES

Each thread works on a buffer of its own. `python` is a loop in Python, for comparison.
"""

import hashlib
import json
import sys
import threading
import time
import zlib


def loop(data):
    total = 0
    for byte in data[:len(data) // 64]:
        total = (total * 31 + byte) & 0xFFFFFFFF
    return total


WORK = {
    'sha256': lambda data: hashlib.sha256(data).hexdigest(),
    'zlib': lambda data: len(zlib.compress(data, 1)),
    'python': loop,
}


def main(kind, n_threads, megabytes):
    data = bytes(range(256)) * (megabytes << 12)
    work = WORK[kind]
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(work(data))) for _ in range(n_threads)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    print(json.dumps({'seconds': seconds, 'megabytes_per_second': n_threads * megabytes / seconds,
                      'correct': answers == [answers[0]] * n_threads}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
