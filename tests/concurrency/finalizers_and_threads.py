import gc
import threading

lock = threading.Lock()
count = 0


class F:
    def __del__(self):
        global count
        with lock:
            count += 1


def work():
    for _ in range(500):
        f = F()
        f.me = f
    del f
    gc.collect()


threads = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
del threads
gc.collect()
print(count)
