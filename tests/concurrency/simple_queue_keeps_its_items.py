# Many items, taken in order while others come and the collector runs; each dies when it has been taken and dropped.
import gc
import queue
import threading
import weakref
from _at_once import list_at_once
from itertools import islice


class Item:
    def __init__(self, n):
        self.n = n


def in_order():
    q = queue.SimpleQueue()
    put = taken = 0
    for step in range(60):
        for _ in range(37 if step % 3 else 200):
            q.put(Item(put))
            put += 1
        for _ in range(83):
            if not q.empty():
                assert q.get().n == taken
                taken += 1
        assert q.qsize() == put - taken
        if step % 10 == 0:
            gc.collect()
    while taken < put:
        assert q.get_nowait().n == taken
        taken += 1
    try:
        q.get_nowait()
    except queue.Empty:
        return put, q.qsize(), q.empty()


def dead_when_dropped():
    q = queue.SimpleQueue()
    alive = []
    for n in range(500):
        item = Item(n)
        alive.append(weakref.ref(item))
        q.put(item)
    del item
    for _ in range(300):
        q.get()
    gc.collect()
    left = [n for n, ref in enumerate(alive) if ref() is not None]
    kept = left[-200:] == list(range(300, 500)) and len(left) < 210
    del q
    gc.collect()
    return kept, sum(ref() is not None for ref in alive) < 10


def between_threads(n_each=3, n_items=5000):
    q = queue.SimpleQueue()
    seen = [[] for _ in range(n_each)]

    def put(number):
        for i in range(n_items):
            q.put(number * n_items + i)

    def take(number):
        for item in iter(q.get, None):
            seen[number].append(item)

    takers = [threading.Thread(target=take, args=(n,)) for n in range(n_each)]
    putters = [threading.Thread(target=put, args=(n,)) for n in range(n_each)]
    for thread in takers + putters:
        thread.start()
    for _ in range(5):
        gc.collect()
    for thread in putters:
        thread.join()
    for _ in takers:
        q.put(None)
    for thread in takers:
        thread.join()
    # What one thread has put, each other thread sees in that order.
    ordered = all(sorted(part) == part
                  for items in seen for number in range(n_each)
                  for part in [[i for i in items if i // n_items == number]])
    return ordered, sorted(sum(seen, [])) == list(range(n_each * n_items)), q.qsize()


def one_for_each_put(n_threads=4, n_rounds=8000):
    """Who has put something finds something: there are never fewer items than threads between their put and their get."""
    q = queue.SimpleQueue()
    missed = []

    def work():
        for _ in range(n_rounds):
            q.put(None)
            try:
                q.get_nowait()
            except queue.Empty:
                missed.append(1)

    threads = [threading.Thread(target=work) for _ in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(missed), q.qsize()


def put_at_once(n_bursts=12, n_items=20000):
    everything = list(range(2 * n_items))
    for _ in range(n_bursts):
        q = queue.SimpleQueue()
        list_at_once(map(q.put, range(n_items)), map(q.put, range(n_items, 2 * n_items)))
        found = sorted(islice(iter(q.get_nowait, None), q.qsize()))
        if found != everything or not q.empty():
            return len(found)
    return 'nothing lost'


print(in_order())
print(dead_when_dropped())
print(between_threads())
print(one_for_each_put())
print(put_at_once())
