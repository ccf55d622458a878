"""The functions that PEP 371 measured, done N times: in one thread, in N threads, in N processes.

    pep371.py FUNCTION-none|FUNCTION-threads|FUNCTION-processes N

FUNCTION is empty, fibonacci, primes, files or queue. `none` does the N calls one after the other.
"""

import json
import multiprocessing
import os
import queue
import sys
import tempfile
import threading
import time

FIBONACCI, PRIMES, KILOBYTES, MESSAGES = 1500000, 200000, 1024, 3000


def empty(shared):
    pass


def fibonacci(shared):
    a, b = 0, 1
    for _ in range(FIBONACCI):
        a, b = b, (a + b) % 1000003
    return a


def primes(shared):
    found = []
    for candidate in range(2, PRIMES):
        for divisor in found:
            if divisor * divisor > candidate:
                found.append(candidate)
                break
            if candidate % divisor == 0:
                break
        else:
            found.append(candidate)
    return len(found)


def files(shared):
    block = os.urandom(1024)
    with tempfile.TemporaryFile() as file:
        for _ in range(KILOBYTES):
            file.write(block)
        file.seek(0)
        while file.read(1024):
            pass


def through_queue(shared):
    """Each worker puts its messages and takes as many, whoever put them."""
    for number in range(MESSAGES):
        shared.put(number)
    for _ in range(MESSAGES):
        shared.get()


FUNCTIONS = {'empty': empty, 'fibonacci': fibonacci, 'primes': primes, 'files': files, 'queue': through_queue}


def main(kind, n):
    name, _, mode = kind.partition('-')
    function = FUNCTIONS[name]
    worker = {'threads': threading.Thread, 'processes': multiprocessing.Process}.get(mode)
    shared = None
    if name == 'queue':
        shared = multiprocessing.Queue() if mode == 'processes' else queue.Queue()
    begin = time.perf_counter()
    if worker is None:
        for _ in range(n):
            function(shared)
    else:
        workers = [worker(target=function, args=(shared,)) for _ in range(n)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        if mode == 'processes' and any(one.exitcode for one in workers):
            raise SystemExit('a worker failed')
    print(json.dumps({'seconds': time.perf_counter() - begin}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
