# Queue, LifoQueue, PriorityQueue and SimpleQueue: order, limits, task counting and subclass hooks.
import queue, threading
q = queue.Queue(2)
print(q.put('a'), q.put_nowait('b'), q.full(), q.qsize(), q.maxsize, q.empty())
for action in (lambda: q.put_nowait('c'), lambda: q.put('c', timeout=0.01), lambda: q.put('c', False), lambda: queue.Queue().get_nowait(), lambda: queue.Queue().get(timeout=0.01), lambda: queue.Queue().get(False), lambda: q.put('c', timeout=-1), lambda: queue.Queue().get(True, -1), lambda: queue.Queue().task_done(), lambda: queue.SimpleQueue().get_nowait(), lambda: queue.SimpleQueue().get(timeout=0.01), lambda: queue.SimpleQueue().get(timeout=-1)):
    try:
        print(action())
    except (queue.Full, queue.Empty, ValueError) as e:
        print(type(e).__name__, e)
print(q.get(), q.get(), q.task_done(), q.task_done(), q.join(), q.unfinished_tasks)
l = queue.LifoQueue()
for x in 'abc': l.put(x)
p = queue.PriorityQueue()
for x in (3, 1, 2, 1): p.put((x, f'item {x}'))
s = queue.SimpleQueue()
s.put(1), s.put_nowait(2), s.put(3, block=False, timeout=5)
print([l.get() for _ in range(3)], [p.get() for _ in range(4)], [s.get() for _ in range(3)], s.qsize(), s.empty())
try:
    p.put(1), p.put('a')
except TypeError as e:
    print(e)
class Unique(queue.Queue):
    def _init(self, maxsize): self.queue = {}
    def _put(self, item): self.queue[item] = None
    def _get(self): return self.queue.pop(next(iter(self.queue))) or 'popped'
    def _qsize(self): return len(self.queue)
u = Unique(5)
for x in 'abab': u.put(x)
print(u.qsize(), u.get(), u.get(), u.empty())
jobs, results = queue.Queue(), queue.Queue()
def worker():
    while (n := jobs.get()) is not None:
        results.put(n * n)
        jobs.task_done()
    jobs.task_done()
threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads: t.start()
for n in range(50): jobs.put(n)
for _ in threads: jobs.put(None)
jobs.join()
for t in threads: t.join()
print(sum(results.get() for _ in range(50)), results.empty(), jobs.unfinished_tasks)
slow = queue.Queue(1)
def producer():
    for i in range(5): slow.put(i)
t = threading.Thread(target=producer)
t.start()
print([slow.get(timeout=5) for _ in range(5)])
t.join()
for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    print(repr(kind()).split(' at 0x')[0])
