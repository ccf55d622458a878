import threading

count = 0
lock = threading.Lock()


def work():
    global count
    for _ in range(10000):
        with lock:
            count += 1


threads = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(count)
