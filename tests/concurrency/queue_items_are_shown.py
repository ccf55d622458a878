"""A queue whose items, locks and hooks are looked at, and taken, while other threads use it: nothing is lost, nothing comes twice."""
import gc
import queue
import threading
from _at_once import list_at_once

N_ITEMS = 2000
N_THREADS = 3


def fill_and_empty(q, meddle):
    """Threads put and get N_ITEMS each while `meddle` is called; what they got."""
    got = [[] for _ in range(N_THREADS)]

    def put(k):
        for i in range(N_ITEMS):
            q.put((k, i))
            if i == N_ITEMS // 4:
                meddle(q)

    def get(k):
        for _ in range(N_ITEMS):
            got[k].append(q.get())

    threads = [threading.Thread(target=work, args=(k,)) for k in range(N_THREADS) for work in (put, get)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for k in range(N_THREADS):    # of one producer each consumer sees the items in order
        for items in got:
            mine = [i for producer, i in items if producer == k]
            assert mine == sorted(mine), mine
    return sorted(item for items in got for item in items)


def rob(q):
    """Takes the mutex away from nobody, or from whoever holds it."""
    for _ in range(2000):
        try:
            q.mutex.release()
        except RuntimeError:
            pass


everything = sorted((k, i) for k in range(N_THREADS) for i in range(N_ITEMS))
for meddle in (lambda q: len(q.queue), lambda q: q.mutex, lambda q: q.not_empty, lambda q: q._qsize(),
               lambda q: gc.get_referents(q), lambda q: gc.get_objects(), lambda q: q.maxsize):
    assert fill_and_empty(queue.Queue(), meddle) == everything
print('looked at')

# Without the mutex, as nobody should: what the hooks do is atomic all the same.
q = queue.Queue()
threads = [threading.Thread(target=lambda: [q._put(i) for i in range(N_ITEMS)]) for _ in range(N_THREADS)]
threads += [threading.Thread(target=lambda: [q.put(i) for i in range(N_ITEMS)]) for _ in range(N_THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(q.queue) == sorted(list(range(N_ITEMS)) * 2 * N_THREADS)
print('hooks', q.qsize())

N_AT_ONCE = 20000
for _ in range(10):
    q = queue.Queue()
    list_at_once(map(q._put, range(N_AT_ONCE)), map(q._put, range(N_AT_ONCE, 2 * N_AT_ONCE)))
    assert sorted(q.queue) == list(range(2 * N_AT_ONCE))
print('hooks at once')

# Made by several threads at once, then used: one of the deques remains, with all that was put into it since.
for _ in range(50):
    q = queue.Queue.__new__(queue.Queue)
    start = threading.Barrier(N_THREADS)

    def make_and_put():
        start.wait()
        q.__init__()
        for i in range(20):
            q.put(i)

    threads = [threading.Thread(target=make_and_put) for _ in range(N_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert q.qsize() == len(q.queue) <= 20 * N_THREADS
print('made at once')

# A mutex that is taken away from whoever holds it: the deque, seen by now, has a lock of its own.
q = queue.Queue()
threads = [threading.Thread(target=lambda: [q.put(i) for i in range(N_ITEMS)]) for _ in range(N_THREADS)]
threads.append(threading.Thread(target=rob, args=(q,)))
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(q.queue) == sorted(list(range(N_ITEMS)) * N_THREADS)
print('robbed', q.qsize())
