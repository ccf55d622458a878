"""A worker is stopped by a last job, which it cannot miss."""

import queue
import threading


class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self.jobs = queue.Queue()
        self.n_done = 0

    def run(self):
        while self.jobs.get() is not None:
            self.n_done += 1

    def stop(self):
        self.jobs.put(None)
        self.join()


worker = Worker()
worker.jobs.put('first')
worker.start()
worker.stop()
assert worker.n_done == 1
