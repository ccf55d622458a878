# Many producers and consumers at a small bound: each item is taken once, nobody sleeps beside an item or beside room, and what is
# refused by _get() or runs out of time keeps no other from its item.
import queue
import threading

N_ITEMS, N_THREADS = 600, 4


class Moody(queue.Queue):
    """Every fifth _get() fails, and leaves the item."""

    calls = 0

    def _get(self):
        self.calls += 1
        if self.calls % 5 == 0:
            raise LookupError
        return super()._get()


def run(q, failures):
    taken = [[] for _ in range(N_THREADS)]

    def produce(number):
        for i in range(N_ITEMS):
            while True:
                try:
                    q.put((number, i), timeout=(None, 0.0005)[i % 2])
                    break
                except queue.Full:
                    pass

    def consume(number):
        while True:
            try:
                item = q.get(timeout=(None, 0.0005)[len(taken[number]) % 2])
            except failures:
                continue
            if item is None:
                return
            taken[number].append(item)

    consumers = [threading.Thread(target=consume, args=(n,)) for n in range(N_THREADS)]
    producers = [threading.Thread(target=produce, args=(n,)) for n in range(N_THREADS)]
    for thread in consumers + producers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        q.put(None)
    for thread in consumers:
        thread.join()
    got = sorted(item for some in taken for item in some)
    return got == [(n, i) for n in range(N_THREADS) for i in range(N_ITEMS)], q.qsize()


for bound in 0, 1, 3:
    print(run(queue.Queue(bound), queue.Empty))
print(run(Moody(2), (queue.Empty, LookupError)))
