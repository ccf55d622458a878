# Whatever was taken in quantity is given back: memory after gc.collect() is within 20 % of what it was at the start.
#
#     memory_returns.py [SCALE]    1: the sizes that are promised (`make resources`); in `make test` a part of them
import collections
import gc
import multiprocessing
import os
import queue
import sys
import threading
import time

# Sanitizers keep what was freed, and count for the process; they and a stress build take their time.
measured = not {'HASP_TEST_SHADOW', 'HASP_TEST_THREADS'} & set(os.environ)
scale = float(sys.argv[1]) if len(sys.argv) > 1 else 0.03 if measured else 0.0003


def resident():
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def n_threads():
    return len(os.listdir('/proc/self/task'))


def settled(start, n):
    """Memory after a collection, once no more than n threads are left: those that were joined are on their way out for a moment."""
    while n_threads() > n:
        time.sleep(0.01)
    for _ in range(20):
        gc.collect()
        if resident() <= 1.2 * start:
            break
        time.sleep(0.05)
    return resident()


def locks(n):
    made = [threading.Lock() for _ in range(n)]
    for lock in made:
        lock.acquire()
    return sum(lock.locked() for lock in made)


def recursive_locks(n):
    made = [threading.RLock() for _ in range(n)]
    for lock in made:
        with lock, lock:
            pass
    return len(made)


def conditions(n):
    return len([threading.Condition() for _ in range(n)])


def events(n):
    made = [threading.Event() for _ in range(n)]
    for event in made:
        event.set()
    return len(made)


def queue_items(n, kind=queue.Queue):
    items = kind()
    for i in range(n):
        items.put(i)
    return sum(items.get() == i for i in range(n))


def simple_queue_items(n):
    return queue_items(n, queue.SimpleQueue)


def queue_between_threads(n):
    items = queue.Queue(1000)
    producer = threading.Thread(target=lambda: collections.deque(map(items.put, range(n)), 0))
    producer.start()
    got = sum(items.get() == i for i in range(n))
    producer.join()
    return got


def processes(n):
    exit_codes = set()
    for _ in range(n):
        process = multiprocessing.Process(target=int)
        process.start()
        process.join()
        exit_codes.add(process.exitcode)
    return n if exit_codes == {0} else exit_codes


def threads(n):
    for _ in range(n):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    return n


def waiters(n):
    condition = threading.Condition()
    state = {'waiting': 0, 'woken': 0, 'gone': False}

    def wait():
        with condition:
            state['waiting'] += 1
            while not state['gone']:
                condition.wait()
            state['woken'] += 1

    made = [threading.Thread(target=wait) for _ in range(n)]
    for thread in made:
        thread.start()
    while True:
        with condition:
            if state['waiting'] == n:
                state['gone'] = True
                condition.notify_all()
                break
    for thread in made:
        thread.join()
    return state['woken']


def lists(n):
    return len([[i] for i in range(n)])


def use(function, n):
    """In a frame of its own, which leaves nothing behind."""
    return function(n) == n


SIZES = {locks: 100000, recursive_locks: 100000, conditions: 100000, events: 100000, queue_items: 10000000,
         simple_queue_items: 10000000, queue_between_threads: 1000000, processes: 1000, threads: 10000, waiters: 10000,
         lists: 10000000}

if __name__ == '__main__':
    for function in SIZES:
        use(function, 10)
    gc.collect()
    start, n = resident(), n_threads()
    for function, size in SIZES.items():
        done = use(function, int(size * scale) or 1)
        end = settled(start, n)
        is_back = not measured or end <= 1.2 * start
        print(function.__name__, done, is_back or f'{start >> 10} KB at the start, {end >> 10} KB now')
