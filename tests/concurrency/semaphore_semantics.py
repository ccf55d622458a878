import threading
import time


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01), s.release(), s.acquire(), s.release(2))
b = threading.BoundedSemaphore(1)
print(b.acquire(), b.release())
for f in (lambda: b.release(), lambda: threading.Semaphore(-1), lambda: s.acquire(False, 1), lambda: s.release(0), lambda: threading.BoundedSemaphore(-2)):
    show(f)
inside = most = 0
guard = threading.Lock()
gate = threading.Semaphore(3)


def work():
    global inside, most
    with gate:
        with guard:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with guard:
            inside -= 1


threads = [threading.Thread(target=work) for _ in range(20)]
[t.start() for t in threads]
[t.join() for t in threads]
print(inside, most <= 3, most >= 1)
