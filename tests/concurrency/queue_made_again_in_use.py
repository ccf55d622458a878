"""__init__() of a queue that other threads use: none of them hangs, and no lock is left held."""
import queue
import threading

N_ROUNDS = 200


def use(q, errors):
    for i in range(N_ROUNDS):
        q.put(i)
        try:
            q.get(timeout=0.0001)
        except queue.Empty:
            pass
        except RuntimeError as error:    # it waited at a condition whose mutex was another by then
            errors.add(str(error))
        q.qsize()


for make in queue.Queue, queue.LifoQueue, queue.PriorityQueue:
    q, errors = make(), set()
    threads = [threading.Thread(target=use, args=(q, errors)) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        q.__init__()
    for thread in threads:
        thread.join()
    q.__init__()
    q.put(1)
    print(make.__name__, errors <= {'cannot wait on un-acquired lock'}, q.get(), q.mutex.locked())

q = queue.Queue(1)
q.put('there')
print(q.get(True, 1e300))    # a time-out counts only when there is something to wait for
for call in lambda: q.get(True, 1e300), lambda: q.get(True, -1):
    try:
        call()
    except (OverflowError, ValueError) as error:
        print(type(error).__name__)
q.put(1, timeout=1e300)
print(q.mutex.locked())
