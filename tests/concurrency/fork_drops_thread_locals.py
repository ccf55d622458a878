# A forked child has one thread: what the thread-local objects hold for the others goes there, and stays in the parent.
import gc
import os
import threading
import weakref


class Thing:
    def __init__(self, name):
        self.name = name


class Counted(threading.local):
    def __init__(self):
        self.thing = Thing("new")
        things.append(weakref.ref(self.thing))


N = 5
things = []
data = threading.local()
counted = Counted()
all_set = threading.Barrier(N + 1)
may_end = threading.Event()


def hold(k):
    data.thing = Thing(k)
    data.cycle = data.__dict__
    things.append(weakref.ref(data.thing))
    counted.thing.name = k
    all_set.wait()
    may_end.wait()


def alive():
    gc.collect()
    return sorted(str(r().name) for r in things if r() is not None)


def in_child(check):
    pid = os.fork()
    if pid == 0:
        try:
            check()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def show_child():
    os.write(1, f"child: {alive()}, {data.thing.name}, {counted.thing.name}\n".encode())
    got = []
    late = threading.Thread(target=lambda: got.append((hasattr(data, "thing"), counted.thing.name)))
    late.start()
    late.join()
    os.write(1, f"a thread of the child: {got}\n".encode())


# Forked by the main thread, with an object of its own, and by another thread, for which main's goes.
data.thing = Thing("main")
things.append(weakref.ref(data.thing))
counted.thing.name = "main"
threads = [threading.Thread(target=hold, args=(k,)) for k in range(N)]
for t in threads:
    t.start()
all_set.wait()
in_child(show_child)


def fork_from_here():
    data.thing = Thing("forker")
    things.append(weakref.ref(data.thing))
    counted.thing.name = "forker"
    in_child(show_child)


forker = threading.Thread(target=fork_from_here)
forker.start()
forker.join()
print("parent:", alive())
may_end.set()
for t in threads:
    t.join()
