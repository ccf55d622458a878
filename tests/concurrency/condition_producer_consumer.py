import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


cond = threading.Condition()
buffer, out = [], []


def produce(k):
    for i in range(300):
        with cond:
            while len(buffer) >= 5:
                cond.wait()
            buffer.append((k, i))
            cond.notify_all()


def consume():
    while True:
        with cond:
            cond.wait_for(lambda: buffer)
            item = buffer.pop(0)
            cond.notify_all()
        if item is None:
            return
        out.append(item)


producers = [threading.Thread(target=produce, args=(k,)) for k in range(3)]
consumers = [threading.Thread(target=consume) for _ in range(2)]
[t.start() for t in producers + consumers]
[t.join() for t in producers]
with cond:
    buffer.extend([None, None])
    cond.notify_all()
[t.join() for t in consumers]
print(len(out), sorted(out) == [(k, i) for k in range(3) for i in range(300)])
for f in (cond.wait, cond.notify, cond.notify_all, cond.release):
    show(f)
with cond:
    print(cond.wait(0.01), cond.wait_for(lambda: 0, 0.01), cond.wait_for(lambda: "value"), cond.notify(5))
