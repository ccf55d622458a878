# concurrent.futures.Future: messages, subclasses, private attributes that programs use, logging, waiters of one's own.
import concurrent.futures as cf
import logging
import pickle
import sys
import threading
from concurrent.futures import _base


class Lines(logging.Handler):
    def emit(self, record):
        error = record.exc_info[1] if record.exc_info else None
        print('logged', record.name, record.levelname, record.getMessage().split(' at ')[0].split('Future ')[0], repr(error))


logger = logging.getLogger('concurrent.futures')
logger.addHandler(Lines())
logger.propagate = False
print(_base.LOGGER is logger)


def show(action, *args, **kwargs):
    try:
        print(repr(action(*args, **kwargs)).split(' at 0x')[0])
    except BaseException as error:
        print(type(error).__mro__[0:2], str(error).split(' at 0x')[0])


# States by hand.
f = cf.Future()
print(f._state, f._result, f._exception, f._waiters, f._done_callbacks, type(f._condition).__name__)
f._state = 'RUNNING'
print(f.running(), f.done(), f.cancel(), repr(f).split(' at ')[1].split(' ', 1)[1])
show(f.set_running_or_notify_cancel)
f._state, f._result = 'FINISHED', 7
print(f.result(), f.done(), f.exception(), repr(f).split(' ', 3)[3])
for state in 'CANCELLED', 'CANCELLED_AND_NOTIFIED', 'FINISHED':
    f = cf.Future()
    f._state = state
    print(state, f.cancelled(), f.done(), f.running(), f.cancel(), repr(f).split(' ', 3)[3])
    show(f.set_result, 1)
    show(f.set_exception, ValueError())
    show(f.result, 0)
    show(f.exception, timeout=0)
    show(f.set_running_or_notify_cancel)

# Timeouts of every kind.
f = cf.Future()
for timeout in 0, -1, 0.001, 1e-9, True, 'x', [], 1j:
    show(f.result, timeout)

# Exceptions: a class, none at all, one that is false.
for exception in ValueError, ValueError(3), None, 'no exception', StopIteration(4):
    f = cf.Future()
    f.set_exception(exception)
    show(f.exception)
    show(f.result)


class Falsy(Exception):
    def __bool__(self):
        return False


f = cf.Future()
f.set_exception(Falsy())
show(f.result)


# Callbacks: in order, once, logged if they fail, not if that is no Exception.
def fail(future):
    raise KeyError('callback')


def leave(future):
    raise SystemExit(3)


f = cf.Future()
f.add_done_callback(lambda future: print('first', future is f))
f.add_done_callback(fail)
f.add_done_callback(lambda future: print('third'))
f.set_result(1)
f.add_done_callback(fail)
show(f.add_done_callback, leave)
f = cf.Future()
f.add_done_callback(leave)
f.add_done_callback(print)
show(f.cancel)
print(f.cancelled(), f.cancel(), len(f._done_callbacks))


# A subclass.
class Mine(cf.Future):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def _invoke_callbacks(self):
        print('about to call', len(self._done_callbacks))
        super()._invoke_callbacks()


m = Mine('m')
m.add_done_callback(lambda future: print('called', future.name))
m.set_result([1])
print(m.result(), vars(m).get('name'), repr(m).split(' at ')[0], isinstance(m, cf.Future), cf.Future[int])
print(cf.wait([m]).done == {m}, list(cf.as_completed([m])) == [m])


# Somebody else's waiter, and the condition from outside.
class Waiter:
    def add_result(self, future):
        print('result', future.result())

    def add_exception(self, future):
        print('exception', repr(future.exception()))

    def add_cancelled(self, future):
        print('cancelled', future.cancelled())


for end in (lambda f: f.set_result(1), lambda f: f.set_exception(OSError(2)),
            lambda f: f.cancel() and f.set_running_or_notify_cancel()):
    f = cf.Future()
    with f._condition:
        f._waiters.append(Waiter())
    print(end(f), f._state)

f = cf.Future()
held = []
with f._condition:
    setter = threading.Thread(target=lambda: (f.set_result('late'), held.append('set')))
    setter.start()
    print(f.done(), held)
    while not f._condition.wait(10):
        pass
    print(f._state, f._result)
setter.join()
f = cf.Future()
waiting = threading.Thread(target=lambda: print('woken', f.result()))
waiting.start()
with f._condition:
    f._result = 'by hand'
    f._state = _base.FINISHED
    f._condition.notify_all()
waiting.join()

for attempt in (lambda: pickle.dumps(cf.Future()), lambda: cf.Future(1), lambda: cf.wait([], return_when='x'), lambda: cf.wait([cf.Future()], 0, 'x')):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__)

# What programs look at in an executor.
with cf.ThreadPoolExecutor(2, 'named') as executor:
    gate, begun = threading.Event(), threading.Semaphore(0)
    for _ in range(2):
        executor.submit(lambda: begun.release() or gate.wait())
    for _ in range(2):
        begun.acquire()
    queued = [executor.submit(pow, 2, i) for i in range(5)]
    print(executor._work_queue.qsize(), executor._max_workers, len(executor._threads), executor._thread_name_prefix)
    print(sorted(thread.name for thread in executor._threads), executor._idle_semaphore._value, executor._shutdown)
    print(all(thread in cf.thread._threads_queues for thread in executor._threads))
    item = executor._work_queue.get()
    print(type(item).__name__, item.fn is pow, item.args, item.kwargs, item.future is queued[0])
    item.run()
    gate.set()
    print([future.result() for future in queued])
print(executor._shutdown, executor._broken)
