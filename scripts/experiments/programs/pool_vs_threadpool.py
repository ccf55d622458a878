"""Fifty workers of a pool, processes or threads, do small jobs that compute or write files.

    pool_vs_threadpool.py KIND JOBS      KIND is thread-fileio, process-fileio, thread-square, ...
"""

import json
import os
import sys
import tempfile
import time
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool

WORKERS = 50
TEXT = str(list(range(1, 100000)))


def fileio(path):
    """Writes a text of half a megabyte and reads it back."""
    with open(path, 'w') as file:
        file.write(TEXT)
    with open(path) as file:
        return len(file.read())


def square(number):
    return number * number


def main(kind, n_jobs):
    workers, _, work = kind.partition('-')
    pool_type = {'thread': ThreadPool, 'process': Pool}[workers]
    with tempfile.TemporaryDirectory() as directory:
        if work == 'fileio':
            job, arguments = fileio, [os.path.join(directory, 'test-%d' % i) for i in range(n_jobs)]
            expected = n_jobs * len(TEXT)
        else:
            job, arguments = square, range(n_jobs)
            expected = sum(i * i for i in range(n_jobs))
        begin = time.perf_counter()
        with pool_type(WORKERS) as pool:
            jobs = [pool.apply_async(job, (argument,)) for argument in arguments]
            total = sum(job.get() for job in jobs)
        seconds = time.perf_counter() - begin
    print(json.dumps({'seconds': seconds, 'correct': total == expected}))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
