import _thread
import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


lock = _thread.allocate_lock()
finished = _thread.allocate_lock()
finished.acquire()
log = []


def work(a, b=0):
    with lock:
        log.append(a + b)
    finished.release()


ident = _thread.start_new_thread(work, (1,), {"b": 2})
finished.acquire()
print(log, isinstance(ident, int), ident != _thread.get_ident(), _thread.LockType is type(lock), _thread.error is RuntimeError)
for f in (lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, 5), lambda: _thread.start_new_thread(work, (), 5), lambda: _thread.start_new_thread(work), lambda: lock.release()):
    show(f)


def quits():
    log.append("quitting")
    try:
        _thread.exit()
    finally:
        finished.release()


_thread.start_new_thread(quits, ())
finished.acquire()
print(log, _thread.TIMEOUT_MAX > 0, threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX)
