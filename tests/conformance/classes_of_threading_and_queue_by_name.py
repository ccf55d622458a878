"""What messages call the classes that threads meet at."""
import concurrent.futures
import queue
import threading

for make in (threading.Event, threading.Condition, threading.Semaphore, threading.BoundedSemaphore, lambda: threading.Barrier(2),
             queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue, concurrent.futures.Future, threading.Lock,
             threading.RLock, threading.local):
    one = make()
    for wrong in (lambda: one.missing, lambda: one + 1, lambda: one[0], lambda: len(one), lambda: -one, lambda: one()):
        try:
            wrong()
        except (AttributeError, TypeError) as error:
            print(type(error).__name__, error)
    print(type(one), type(one).__qualname__)
