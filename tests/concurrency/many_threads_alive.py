import threading

N = 500
gate = threading.Event()
lock = threading.Lock()
started = threading.Semaphore(0)
total = 0


def work(k):
    global total
    started.release()
    gate.wait()
    with lock:
        total += k


threads = [threading.Thread(target=work, args=(k,)) for k in range(N)]
[t.start() for t in threads]
for _ in range(N):
    started.acquire()
print(threading.active_count(), len(threading.enumerate()), len({t.ident for t in threads}))
gate.set()
[t.join() for t in threads]
print(total, threading.active_count())
