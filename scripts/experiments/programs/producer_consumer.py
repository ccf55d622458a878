"""The bounded buffer, by two counting semaphores and by queue.Queue.

    producer_consumer.py semaphores|queue PAIRS ITEMS
"""

import collections
import json
import queue
import sys
import threading
import time

BUFFER_SIZE = 8


class SemaphoreBuffer:
    """Dijkstra's bounded buffer: one semaphore counts the free places, one the full ones."""

    def __init__(self):
        self.free = threading.Semaphore(BUFFER_SIZE)
        self.full = threading.Semaphore(0)
        self.guard = threading.Lock()
        self.items = collections.deque()
        self.most = 0

    def put(self, item):
        self.free.acquire()
        with self.guard:
            self.items.append(item)
            self.most = max(self.most, len(self.items))
        self.full.release()

    def get(self):
        self.full.acquire()
        with self.guard:
            item = self.items.popleft()
        self.free.release()
        return item


class QueueBuffer(queue.Queue):
    """The same by queue.Queue; it notes its greatest length as its hook sees it."""

    def __init__(self):
        super().__init__(BUFFER_SIZE)
        self.most = 0

    def _put(self, item):
        super()._put(item)
        self.most = max(self.most, self._qsize())


def produce(buffer, first, n):
    for item in range(first, first + n):
        buffer.put(item)


def consume(buffer, sums):
    total = 0
    while (item := buffer.get()) is not None:
        total += item
    sums.append(total)


def main(kind, n_pairs, n_items):
    buffer = {'semaphores': SemaphoreBuffer, 'queue': QueueBuffer}[kind]()
    sums = []
    producers = [threading.Thread(target=produce, args=(buffer, i * n_items, n_items)) for i in range(n_pairs)]
    consumers = [threading.Thread(target=consume, args=(buffer, sums)) for _ in range(n_pairs)]
    begin = time.perf_counter()
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        buffer.put(None)
    for thread in consumers:
        thread.join()
    seconds = time.perf_counter() - begin
    n_all = n_pairs * n_items
    print(json.dumps({
        'seconds': seconds,
        'per_second': n_all / seconds,
        'most': buffer.most,
        'correct': sum(sums) == n_all * (n_all - 1) // 2,
    }))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
