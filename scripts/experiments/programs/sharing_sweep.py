"""N threads that each do the same work, on something that they share.

    sharing_sweep.py WHAT N STEPS

WHAT says what the inner loop touches: nothing but locals, a shared instance, its method, one shared dict (read, or
written under keys of one's own), one attribute that all write, a shared Lock, a threading.local.
"""

import json
import sys
import threading
import time


class Point:
    def __init__(self):
        self.x = 1
        self.y = 2

    def sum(self):
        return self.x + self.y


class Local(threading.local):
    x = 1


POINT, TABLE, LOCK, LOCAL = Point(), {'x': 1, 'y': 2}, threading.Lock(), Local()


def nothing(steps, number):
    x = y = 1
    for _ in range(steps):
        x + y


def instance(steps, number):
    point = POINT
    for _ in range(steps):
        point.x + point.y


def method(steps, number):
    point = POINT
    for _ in range(steps):
        point.sum()


def dict_read(steps, number):
    table = TABLE
    for _ in range(steps):
        table['x'] + table['y']


def dict_write(steps, number):
    table = TABLE
    for step in range(steps):
        table[number] = step


def value_write(steps, number):
    point = POINT
    for step in range(steps):
        point.x = step


def lock(steps, number):
    for _ in range(steps):
        with LOCK:
            pass


def local(steps, number):
    own = LOCAL
    for _ in range(steps):
        own.x


WORK = {function.__name__: function
        for function in (nothing, instance, method, dict_read, dict_write, value_write, lock, local)}


def worker(work, steps, number, gate, times):
    gate.wait()
    begin = time.perf_counter()
    work(steps, number)
    times.append((begin, time.perf_counter()))


def main(kind, n, steps):
    gate, times = threading.Barrier(n), []
    threads = [threading.Thread(target=worker, args=(WORK[kind], steps, number, gate, times)) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = max(end for _, end in times) - min(begin for begin, _ in times)
    print(json.dumps({'seconds': seconds, 'correct': len(times) == n}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
