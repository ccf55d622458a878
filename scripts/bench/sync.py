"""What threads cost each other: sync.py KIND. The result counts what was done."""
import queue
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from timed import timed

ROUNDS = 1000000
N_ITEMS = 400000


def lock():
    lock = threading.Lock()
    for _ in range(ROUNDS):
        lock.acquire()
        lock.release()
    return ROUNDS


def with_lock():
    lock, n = threading.Lock(), 0
    for _ in range(ROUNDS):
        with lock:
            n += 1
    return n


def event():
    event = threading.Event()
    for _ in range(ROUNDS // 4):
        event.set()
        event.is_set()
    return ROUNDS


def semaphore():
    semaphore = threading.Semaphore(2)
    for _ in range(ROUNDS // 4):
        semaphore.acquire()
        semaphore.release()
    return ROUNDS


def condition():
    condition = threading.Condition()
    for _ in range(ROUNDS // 4):
        with condition:
            condition.notify()
    return ROUNDS


def local():
    local, total = threading.local(), 0
    local.n = 1
    for _ in range(ROUNDS):
        total += local.n
    return total


def through(q, n):
    """`n` threads put items and `n` take them."""
    def put():
        for i in range(N_ITEMS // n):
            q.put(i)

    def take():
        for _ in range(N_ITEMS // n):
            q.get()

    threads = [threading.Thread(target=work) for work in (put, take) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return q.qsize()


def queue_1():
    return through(queue.Queue(), 1)


def queue_4():
    return through(queue.Queue(), 4)


def simple_queue_1():
    return through(queue.SimpleQueue(), 1)


def simple_queue_4():
    return through(queue.SimpleQueue(), 4)


def thread():
    for _ in range(1000):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    return 1000


def threads_1000():
    threads = [threading.Thread(target=int) for _ in range(1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(threads)


def pool():
    """Calls that are all submitted, then waited for."""
    with ThreadPoolExecutor(4) as executor:
        futures = [executor.submit(pow, i, 2) for i in range(20000)]
        return sum(future.result() for future in futures)


def pool_one():
    """Each call is waited for before the next is submitted."""
    with ThreadPoolExecutor(1) as executor:
        return sum(executor.submit(pow, i, 2).result() for i in range(5000))


timed(globals()[sys.argv[1]])
