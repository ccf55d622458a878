# Handlers that raise at any moment of giving work to a pool leave a pool that goes on, and that ends.
import concurrent.futures
import multiprocessing.pool
import signal
import threading


class Stop(BaseException):
    pass


def stop(number, frame):
    global is_armed
    if is_armed:
        is_armed = False
        raise Stop


def same(x):
    return x


def futures(pool):
    return [future.result() for future in [pool.submit(same, i) for i in range(5)]]


ways = {
    'map': lambda pool: pool.map(same, range(5), 1),
    'imap': lambda pool: list(pool.imap(same, range(5))),
    'imap_unordered': lambda pool: sorted(pool.imap_unordered(same, range(5), 2)),
    'apply': lambda pool: [pool.apply(same, (i,)) for i in range(5)],
    'submit': futures,
}
kinds = {
    'ThreadPool': (multiprocessing.pool.ThreadPool, ('map', 'imap', 'imap_unordered', 'apply'), 500),
    'Pool': (multiprocessing.Pool, ('map', 'imap', 'apply'), 100),
    'ThreadPoolExecutor': (concurrent.futures.ThreadPoolExecutor, ('submit',), 300),
    'ProcessPoolExecutor': (concurrent.futures.ProcessPoolExecutor, ('submit',), 100),
}
is_armed = False
signal.signal(signal.SIGALRM, stop)
for name, (kind, names, n) in kinds.items():
    pool = kind(2)
    good = True
    for way in map(ways.get, names):
        way(pool)
        for i in range(n):
            try:
                is_armed = True
                signal.setitimer(signal.ITIMER_REAL, 1e-6 * (1 + i))
                good = way(pool) == list(range(5)) and good
                is_armed = False
            except Stop:
                pass
        signal.setitimer(signal.ITIMER_REAL, 0)
        good = way(pool) == list(range(5)) and good
    if name.endswith('Executor'):
        pool.shutdown()
    else:
        pool.close()
        pool.join()
    print(name, good)
print(threading.active_count() - sum(thread.daemon for thread in threading.enumerate()))
