"""What one thread does in a loop, for the price that the lock has where nobody else wants it.

    one_thread.py WORK 1 STEPS

WORK is calls, attributes, containers, floats, strings or blocking (a call that leaves the lock each
time round).
"""

import json
import os
import sys
import time


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, by):
        self.n += by


def identity(x):
    return x


def calls(steps):
    for number in range(steps):
        identity(number)


def attributes(steps):
    counter = Counter()
    for _ in range(steps):
        counter.add(1)


def containers(steps):
    values, table = [0] * 64, {}
    for number in range(steps):
        values[number & 63] += 1
        table[number & 63] = number


def floats(steps):
    x = 0.0
    for number in range(steps):
        x = x * 0.5 + number


def strings(steps):
    for number in range(steps):
        'item %d' % number


def blocking(steps):
    reader, writer = os.pipe()
    for _ in range(steps // 20):
        os.write(writer, b'x')
        os.read(reader, 1)


WORK = {function.__name__: function for function in (calls, attributes, containers, floats, strings, blocking)}


def main(kind, n, steps):
    work = WORK[kind]
    work(steps // 20)
    begin = time.process_time()
    work(steps)
    print(json.dumps({'seconds': time.process_time() - begin}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
