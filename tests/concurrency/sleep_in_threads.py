import threading
import time


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


begin = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(20)]
[t.start() for t in threads]
[t.join() for t in threads]
took = time.monotonic() - begin
print(0.19 < took < 2, took < 20 * 0.2)
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
print(time.perf_counter() - begin < 2)
done.append(1)
t.join()
show(time.sleep, -1)
show(time.sleep, "x")
show(time.sleep)
