"""No put() to a SimpleQueue is missed by a get() that waits, with and without timeouts, and none is seen twice."""
import queue
import threading

PRODUCERS, CONSUMERS, ITEMS = 4, 4, 3000


def produce(q, first):
    for i in range(first, first + ITEMS):
        q.put(i)


def consume(q, found, timeout):
    while True:
        try:
            item = q.get(timeout=timeout)
        except queue.Empty:
            continue
        if item is None:
            break
        found.append(item)


for timeout in (None, 0.0001, 5):
    q = queue.SimpleQueue()
    found = [[] for _ in range(CONSUMERS)]
    consumers = [threading.Thread(target=consume, args=(q, f, timeout)) for f in found]
    producers = [threading.Thread(target=produce, args=(q, i * ITEMS)) for i in range(PRODUCERS)]
    for thread in consumers + producers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        q.put(None)
    for thread in consumers:
        thread.join()
    everything = sorted(item for f in found for item in f)
    in_order = all(sorted(f[i] for i in range(len(f)) if f[i] // ITEMS == p) == [x for x in f if x // ITEMS == p]
                   for f in found for p in range(PRODUCERS))
    print(everything == list(range(PRODUCERS * ITEMS)), in_order, q.qsize(), q.empty())

# Hand to hand: each item goes to a thread that is asleep.
ping, pong = queue.SimpleQueue(), queue.SimpleQueue()


def answer():
    for _ in range(1000):
        pong.put(ping.get() + 1)


thread = threading.Thread(target=answer)
thread.start()
n = 0
for _ in range(1000):
    ping.put(n)
    n = pong.get()
thread.join()
print(n, ping.empty(), pong.empty())
