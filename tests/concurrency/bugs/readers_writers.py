"""A lock for many readers or one writer counts its readers without a lock: a writer comes in beside a reader."""

import threading


class SharedLock:
    def __init__(self):
        self.room = threading.Lock()
        self.readers = 0

    def enter(self):
        self.readers += 1
        if self.readers == 1:
            self.room.acquire()

    def leave(self):
        self.readers -= 1
        if self.readers == 0:
            self.room.release()


shared = SharedLock()
pair = [0, 0]


def read():
    shared.enter()
    assert pair[0] == pair[1], f'read {pair} in the middle of a write'
    shared.leave()


def write():
    with shared.room:
        pair[0] += 1
        pair[1] += 1


threads = [threading.Thread(target=target) for target in (write, read, read)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
