"""A countdown, in one thread twice or split over two threads.

    ticks.py serial|threads N COUNT

N is 2 for two parts, which run one after the other or as two threads. With `pinned` in place of
`threads` the two threads share one core.
"""

import json
import os
import sys
import threading
import time


def countdown(n):
    while n > 0:
        n -= 1


def main(kind, n_parts, count):
    if kind == 'pinned':
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    before = os.times()
    begin = time.perf_counter()
    if kind == 'serial':
        for _ in range(n_parts):
            countdown(count)
    else:
        threads = [threading.Thread(target=countdown, args=(count,)) for _ in range(n_parts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    seconds = time.perf_counter() - begin
    after = os.times()
    print(json.dumps({'seconds': seconds, 'user': after.user - before.user, 'system': after.system - before.system}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
