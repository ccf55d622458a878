# Whoever sleeps leaves the lock to others, sleeps no less than he asked for, and gets the lock again though others compute.
import threading
import time


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


# All these sleep at once: none of them would let another, or the end of the program, come before an hour has passed.
begun = threading.Semaphore(0)
for _ in range(20):
    threading.Thread(target=lambda: (begun.release(), time.sleep(3600)), daemon=True).start()
for _ in range(20):
    begun.acquire()
begin = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(20)]
[t.start() for t in threads]
[t.join() for t in threads]
print(time.monotonic() - begin >= 0.1)
ticks = []


def compute():
    while not done:
        ticks.append(len(ticks))
        if len(ticks) > 100000:
            ticks.clear()


done = []
t = threading.Thread(target=compute)
t.start()
begin = time.perf_counter()
time.sleep(0.05)
print(time.perf_counter() - begin >= 0.05)
done.append(1)
t.join()
show(time.sleep, -1)
show(time.sleep, "x")
show(time.sleep)
