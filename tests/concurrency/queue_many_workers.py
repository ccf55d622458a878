import queue
import threading

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    q, out = kind(), queue.Queue()

    def work():
        while True:
            x = q.get()
            if x == 10**9:
                return
            out.put(x * x)

    threads = [threading.Thread(target=work) for _ in range(4)]
    if kind is queue.LifoQueue:
        for x in [10**9] * 4 + list(range(1000)):
            q.put(x)
    [t.start() for t in threads]
    if kind is not queue.LifoQueue:
        for x in list(range(1000)) + [10**9] * 4:
            q.put(x)
    [t.join() for t in threads]
    print(kind.__name__, out.qsize(), sum(out.get() for _ in range(out.qsize())), q.empty())
