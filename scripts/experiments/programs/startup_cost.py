"""What starting and joining a worker costs that does nothing.

    startup_cost.py thread|fork|spawn|forkserver WORKERS
"""

import json
import multiprocessing
import sys
import threading
import time


def nothing():
    pass


def main(kind, n):
    maker = threading.Thread if kind == 'thread' else multiprocessing.get_context(kind).Process
    first = maker(target=nothing)    # also starts the fork server and the resource tracker
    first.start()
    first.join()
    begin = time.perf_counter()
    for _ in range(n):
        worker = maker(target=nothing)
        worker.start()
        worker.join()
    seconds = time.perf_counter() - begin
    print(json.dumps({'seconds': seconds, 'each': seconds / n}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
