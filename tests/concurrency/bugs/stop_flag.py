"""A worker looks at a flag, then waits for the next job; set in between, the flag is not seen and join hangs."""

import queue
import threading


class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self.jobs = queue.Queue()
        self.stopping = False
        self.n_done = 0

    def run(self):
        while not self.stopping:
            self.jobs.get()
            self.n_done += 1

    def stop(self):
        self.stopping = True
        self.join()


worker = Worker()
worker.jobs.put('first')
worker.start()
worker.stop()
assert worker.n_done <= 1
