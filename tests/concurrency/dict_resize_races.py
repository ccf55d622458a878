import threading

d = {}
stop = threading.Event()
wrong = []


def grow_and_shrink(k):
    for r in range(20):
        for i in range(300):
            d[k, i] = (k, i)
        for i in range(300):
            del d[k, i]


def read():
    while not stop.is_set():
        for k in range(3):
            v = d.get((k, 7))
            if v is not None and v != (k, 7):
                wrong.append(v)


writers = [threading.Thread(target=grow_and_shrink, args=(k,)) for k in range(3)]
reader = threading.Thread(target=read)
reader.start()
[t.start() for t in writers]
[t.join() for t in writers]
stop.set()
reader.join()
print(len(d), d, wrong)
