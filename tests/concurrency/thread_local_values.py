import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


data = threading.local()
data.x = "main"
seen = {}
barrier = threading.Barrier(4)


def work(k):
    had = hasattr(data, "x")
    data.x = k
    data.items = [k]
    barrier.wait()
    seen[k] = (had, data.x, data.items, sorted(data.__dict__))


threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(seen.items()), data.x, hasattr(data, "items"))
show(lambda: data.nothing)
del data.x
show(lambda: data.x)


class Local(threading.local):
    shared = []

    def __init__(self, start):
        self.n = start
        self.shared.append(1)


l = Local(5)
l.n += 1
got = []
t = threading.Thread(target=lambda: got.append(l.n))
t.start()
t.join()
print(l.n, got, len(Local.shared))
show(threading.local, 1)
