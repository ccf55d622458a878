"""N threads, or N processes, that only make objects.

    allocation.py WHAT-threads|WHAT-processes N OBJECTS

WHAT is `dropped` (each object is garbage at once), `kept` (a list keeps them all) or `cycles` (each keeps itself,
so that only a collection frees it).
"""

import json
import multiprocessing
import sys
import threading
import time


class Node:
    def __init__(self, value):
        self.value = value
        self.next = None


def dropped(n):
    for number in range(n):
        Node(number)


def kept(n):
    nodes = []
    for number in range(n):
        nodes.append(Node(number))
    return len(nodes)


def cycles(n):
    for number in range(n):
        node = Node(number)
        node.next = node


WORK = {'dropped': dropped, 'kept': kept, 'cycles': cycles}


def main(kind, n, objects):
    what, _, mode = kind.partition('-')
    worker = multiprocessing.Process if mode == 'processes' else threading.Thread
    workers = [worker(target=WORK[what], args=(objects,)) for _ in range(n)]
    begin = time.perf_counter()
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    print(json.dumps({'seconds': time.perf_counter() - begin}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
