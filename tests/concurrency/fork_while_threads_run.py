import multiprocessing
import os
import threading

stop = []
counts = [0, 0, 0]
lock = threading.Lock()
data = {}


def work(k):
    while not stop:
        counts[k] += 1
        data[k, counts[k] % 500] = [counts[k]]
        with lock:
            pass


def child(x):
    l = [i * x for i in range(2000)]
    t = threading.Thread(target=l.append, args=(threading.active_count(),))
    t.start()
    t.join()
    data["child"] = sum(l)
    os._exit(7 if l[-1] == 1 else 8)


if __name__ == "__main__":
    threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
    [t.start() for t in threads]
    codes = []
    for i in range(10):
        p = multiprocessing.Process(target=child, args=(i,))
        p.start()
        p.join()
        codes.append(p.exitcode)
    for i in range(5):
        pid = os.fork()
        if pid == 0:
            os._exit(threading.active_count())
        codes.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    stop.append(1)
    [t.join() for t in threads]
    print(codes, all(counts), "child" in data)
