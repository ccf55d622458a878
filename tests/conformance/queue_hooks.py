# A class derived from Queue may say how items are kept; what is there of a queue's inside may be used.
import queue


class Loud(queue.Queue):
    def _init(self, maxsize):
        print('init', maxsize)
        self.kept = []

    def _qsize(self):
        return len(self.kept)

    def _put(self, item):
        print('put', item)
        self.kept.append(item)

    def _get(self):
        print('get')
        return self.kept.pop()


loud = Loud(2)
loud.put('a')
loud.put_nowait('b')
print(loud.full(), loud.qsize(), loud.kept)
try:
    loud.put('c', block=False)
except queue.Full as error:
    print(repr(error))
print(loud.get(), loud.get(timeout=3600), loud.empty())
try:
    loud.get_nowait()
except queue.Empty as error:
    print(repr(error))


class Refusing(queue.Queue):
    def _put(self, item):
        raise ValueError(item)


refusing = Refusing()
for _ in range(2):
    try:
        refusing.put(3)
    except ValueError as error:
        print(repr(error), refusing.unfinished_tasks)
print(refusing.mutex.locked())


class Unique(queue.PriorityQueue):
    def _put(self, item):
        if item not in self.queue:
            super()._put(item)


unique = Unique()
for item in 3, 1, 3, 2, 1:
    unique.put(item)
print([unique.get() for _ in range(unique.qsize())])

q = queue.Queue(2)
q.put(1)
q.put(2)
with q.mutex:
    print(q.queue, q.maxsize, q.unfinished_tasks)
    q.queue.clear()
    q.maxsize = 1
    q.not_full.notify()
q.put(3)
print(q.full(), q.get(), q.unfinished_tasks)
q.remark = 'kept'
print(q.remark)
for _ in range(3):
    q.task_done()
try:
    q.task_done()
except ValueError as error:
    print(error)
q.join()

lifo = queue.LifoQueue()
for item in range(3):
    lifo.put(item)
print(lifo.queue, [lifo.get() for _ in range(3)])
heap = queue.PriorityQueue()
for item in (2, 'b'), (1, 'a'), (3, 'c'):
    heap.put(item)
print(heap.get(), heap.get(), heap.get())
heap.put(1)
try:
    heap.put('x')
except TypeError as error:
    print(error, heap.mutex.locked())
print(queue.Queue.__module__, queue.Empty.__module__, queue.Full.__module__, queue.Queue[int])
