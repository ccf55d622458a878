"""What every program of this folder ends with: it times its own work, so that start-up is left out,
and prints "seconds result". The result shows that all interpreters did the same."""

import threading
import time


def timed(work, *args):
    begin = time.perf_counter()
    result = work(*args)
    print('%.6f %s' % (time.perf_counter() - begin, result))


def timed_threads(work, n):
    """The time until `n` threads, started together, have each done the same work."""
    results = []
    threads = [threading.Thread(target=lambda: results.append(work())) for _ in range(n)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    if len(results) != n or len(set(results)) != 1:
        raise SystemExit('the threads computed %r' % results)
    print('%.6f %s' % (seconds, results[0]))
