import threading

lock = threading.Lock()


def work(k):
    for i in range(50):
        with lock:
            print("line", end=" ")
            print("whole")


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
