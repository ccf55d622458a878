"""Workers drain a queue until it says that it is empty."""

import queue
import threading

jobs = queue.Queue()
done = queue.Queue()
for number in range(3):
    jobs.put(number)


def work():
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
            return
        done.put(job ** 2)


workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
assert done.qsize() == 3
