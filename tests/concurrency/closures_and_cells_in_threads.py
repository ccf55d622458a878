import threading

def make():
    n = 0
    lock = threading.Lock()

    def add(times):
        nonlocal n
        for _ in range(times):
            with lock:
                n += 1

    return add, lambda: n


add, get = make()
threads = [threading.Thread(target=add, args=(3000,)) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(get())
seen = []
for k in range(4):
    t = threading.Thread(target=lambda: seen.append(k))
    t.start()
    t.join()
print(seen)
