import threading

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.clear(), e.is_set())
woken = []
threads = [threading.Thread(target=lambda k=k: woken.append((e.wait(), k))) for k in range(10)]
[t.start() for t in threads]
print(woken)
e.set()
[t.join() for t in threads]
print(sorted(woken))
a, b = threading.Event(), threading.Event()
log = []


def ping():
    for i in range(50):
        a.wait()
        a.clear()
        log.append(i)
        b.set()


t = threading.Thread(target=ping)
t.start()
for i in range(50):
    a.set()
    b.wait()
    b.clear()
    log.append(-i)
t.join()
print(log == [x for i in range(50) for x in (i, -i)])
