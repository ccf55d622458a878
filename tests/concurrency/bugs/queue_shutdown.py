"""Workers drain a queue while it is not empty, then get: one of them waits for an item that another took."""

import queue
import threading

jobs = queue.Queue()
done = queue.Queue()
for number in range(3):
    jobs.put(number)


def work():
    while not jobs.empty():
        done.put(jobs.get() ** 2)


workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
assert done.qsize() == 3
