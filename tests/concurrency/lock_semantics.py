import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
with lock:
    print("inside", lock.locked(), lock.acquire(True, 0.01))
for f in (lambda: lock.release(), lambda: lock.acquire(False, 5), lambda: lock.acquire(True, -5), lambda: lock.acquire(timeout="x"), lambda: lock.acquire(timeout=10**20), lambda: lock.acquire(1, 2, 3), lambda: lock.nope):
    show(f)
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print("released by another thread", lock.locked(), type(lock).__name__, lock.__enter__(), lock.__exit__(None, None, None))
print(repr(lock).split(" at ")[0], repr(lock).startswith("<unlocked"))
lock.acquire()
print(repr(lock).startswith("<locked _thread.lock object at"))
