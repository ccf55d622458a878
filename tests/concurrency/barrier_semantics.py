import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


results = []
b = threading.Barrier(3, action=lambda: results.append("action"))
order = []


def work(k):
    for r in range(20):
        order.append(r)
        results.append(b.wait())


threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(results.count("action"), results.count(0), results.count(1), results.count(2), order == sorted(order), b.parties, b.n_waiting, b.broken)
show(b.wait, 0.01)
print(b.broken)
show(b.wait)
b.reset()
print(b.broken)
broken = []


def waits():
    try:
        b.wait()
    except threading.BrokenBarrierError as error:
        broken.append(repr(error))


t = threading.Thread(target=waits)
t.start()
while b.n_waiting == 0:
    pass
b.abort()
t.join()
print(broken, b.broken)
show(threading.Barrier, 0) if False else print(threading.Barrier(1).wait())
