"""A limiter gives its unit back if it got one."""

import threading


class Limiter:
    def __init__(self, limit):
        self.limit = limit
        self.units = threading.Semaphore(limit)
        self.lock = threading.Lock()
        self.inside = 0

    def work(self):
        with self.lock:
            self.inside += 1
            assert self.inside <= self.limit, f'{self.inside} inside, {self.limit} allowed'
        with self.lock:
            self.inside -= 1

    def try_to_work(self):
        if self.units.acquire(blocking=False):
            try:
                self.work()
            finally:
                self.units.release()


limiter = Limiter(limit=1)
workers = [threading.Thread(target=limiter.try_to_work) for _ in range(3)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
