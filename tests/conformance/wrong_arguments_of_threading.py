# Classes of threading, queue and concurrent.futures that are not in Python here: what a wrong number of arguments is told.
import queue
import threading
from concurrent.futures import Future


class Sub(threading.Event):
    pass


CALLS = '''
threading.Event(1)
threading.Event(x=1)
threading.Event().set(1)
threading.Event().set(self=1)
threading.Event().wait(1, 2)
threading.Event().wait(1, timeout=2)
threading.Event().wait(time=1)
threading.Event().wait(1, 2, x=3)
Sub().wait(1, 2)
Sub(1)
threading.Semaphore(1, 2)
threading.Semaphore(1, value=2)
threading.Semaphore().acquire(1, 2, 3)
threading.Semaphore().acquire(1, blocking=2)
threading.Semaphore().release(1, 2)
threading.BoundedSemaphore(1, 2)
threading.BoundedSemaphore().release(1, 2)
threading.Condition(1, 2)
threading.Condition().wait(1, 2)
threading.Condition().wait_for()
threading.Condition().wait_for(1, 2, 3)
threading.Condition().wait_for(timeout=1)
threading.Condition().notify(1, 2)
threading.Condition().notify_all(1)
threading.Barrier()
threading.Barrier(1, 2, 3, 4)
threading.Barrier(timeout=1)
threading.Barrier(1, parties=2)
threading.Barrier(1).wait(1, 2)
threading.Barrier(1).reset(1)
queue.Queue(1, 2)
queue.Queue(size=1)
queue.Queue().put()
queue.Queue().put(timeout=1)
queue.Queue().put(1, 2, 3, 4)
queue.PriorityQueue().put()
queue.LifoQueue().get(1, 2, 3)
queue.Queue().get(timeout=1, wait=2)
queue.Queue().put_nowait()
queue.Queue().join(1)
queue.Queue().qsize(1)
Future(1)
Future().result(1, 2)
Future().set_result()
Future().set_result(1, 2)
Future().set_exception()
Future().add_done_callback()
Future().add_done_callback(1, 2)
Future().done(1)
Future().set_running_or_notify_cancel(1)
threading.RLock().acquire(1, 2, 3)
threading.RLock().acquire(x=1)
'''
for call in CALLS.split('\n')[1:-1]:
    try:
        print(call, '->', eval(call))
    except TypeError as error:
        print(call, '->', error)
