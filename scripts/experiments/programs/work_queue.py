"""Many jobs, at most LIMIT at a time: by a queue with workers, by a semaphore, by an executor.

    work_queue.py queue|semaphore|executor LIMIT JOBS
"""

import concurrent.futures
import json
import queue
import sys
import threading
import time

JOB_SECONDS = 0.01


class Gauge:
    """Counts the jobs that run, and the most that ever did at once; the first ones wait until as many run as may."""

    def __init__(self, limit):
        self.lock = threading.Lock()
        self.running = self.most = self.done = 0
        self.limit = limit
        self.has_been_full = threading.Event()

    def job(self, _=None):
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
            if self.most == self.limit:
                self.has_been_full.set()
        self.has_been_full.wait()
        time.sleep(JOB_SECONDS)
        with self.lock:
            self.running -= 1
            self.done += 1


def by_queue(gauge, limit, n_jobs):
    jobs = queue.Queue()

    def work():
        while jobs.get() is not None:
            gauge.job()
            jobs.task_done()

    workers = [threading.Thread(target=work) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for i in range(n_jobs):
        jobs.put(i)
    jobs.join()
    for worker in workers:
        jobs.put(None)
    for worker in workers:
        worker.join()


def by_semaphore(gauge, limit, n_jobs):
    places = threading.BoundedSemaphore(limit)

    def work():
        with places:
            gauge.job()

    workers = [threading.Thread(target=work) for _ in range(n_jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def by_executor(gauge, limit, n_jobs):
    with concurrent.futures.ThreadPoolExecutor(limit) as executor:
        list(executor.map(gauge.job, range(n_jobs)))


def main(kind, limit, n_jobs):
    gauge = Gauge(min(limit, n_jobs))
    begin = time.perf_counter()
    {'queue': by_queue, 'semaphore': by_semaphore, 'executor': by_executor}[kind](gauge, limit, n_jobs)
    seconds = time.perf_counter() - begin
    print(json.dumps({
        'seconds': seconds,
        'least_seconds': JOB_SECONDS * n_jobs / limit,
        'most': gauge.most,
        'correct': gauge.done == n_jobs,
    }))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
