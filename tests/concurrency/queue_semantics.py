import queue


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


q = queue.Queue(2)
print(q.empty(), q.put(1), q.put_nowait(2), q.full(), q.qsize(), q.maxsize)
for f in (lambda: q.put(3, False), lambda: q.put(3, timeout=0.01), lambda: q.put_nowait(3), lambda: q.put(3, timeout=-1)):
    show(f)
print(q.get(), q.get_nowait())
for f in (lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get_nowait(), lambda: q.get(True, -1)):
    show(f)
print(q.task_done(), q.task_done(), q.join())
show(q.task_done)
l = queue.LifoQueue()
p = queue.PriorityQueue()
for x in (3, 1, 2):
    l.put(x)
    p.put(x)
print([l.get() for _ in range(3)], [p.get() for _ in range(3)])
p.put("a")
show(p.put, 1)
s = queue.SimpleQueue()
s.put(1)
s.put(2)
print(s.qsize(), s.get(), s.get(), s.empty(), s.put_nowait(3), s.get_nowait())
for f in (lambda: s.get(False), lambda: s.get(timeout=0.01), lambda: s.get(timeout=-1), lambda: s.get_nowait(), lambda: s.task_done):
    show(f)
print(queue.Empty.__mro__[1].__name__, queue.Full.__module__)
