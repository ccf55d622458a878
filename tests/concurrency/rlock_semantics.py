import threading


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(blocking=False), r.release(), r.release(), r.release())
show(r.release)
other = []
r.acquire()


def steal():
    other.append(r.acquire(False))
    other.append(r.acquire(timeout=0.01))
    try:
        r.release()
    except RuntimeError as error:
        other.append(str(error))


t = threading.Thread(target=steal)
t.start()
t.join()
print(other)
r.release()
with r:
    with r:
        print("nested", repr(r).startswith("<locked _thread.RLock object owner="), "count=2" in repr(r))
print(repr(r).startswith("<unlocked _thread.RLock object owner=0 count=0"))
total = 0


def count(n):
    global total
    with r:
        if n:
            with r:
                total += 1
                count(n - 1)


threads = [threading.Thread(target=count, args=(100,)) for _ in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
print(total)
