# Locals that come and go leave nothing behind in a thread that goes on; those that stay keep their attributes.
import gc
import threading
import weakref


def references():
    gc.collect()
    return sum(type(obj) is weakref.ref for obj in gc.get_objects())


def use(kept):
    before = references()
    for i in range(5000):
        local = threading.local()
        local.x = i
        if i % 100 == 0:
            kept.append(local)
            gc.collect()
    del local
    print(references() - before < 1000, [local.x for local in kept] == list(range(0, 5000, 100)))


kept = []
use(kept)
thread = threading.Thread(target=use, args=([],))
thread.start()
thread.join()
print(any(hasattr(local, 'y') for local in kept), sum(local.x for local in kept))


class Watched:
    pass


def leave(kept, watched):
    for local in kept:
        local.y = Watched()
        watched.append(weakref.ref(local.y))


watched = []
thread = threading.Thread(target=leave, args=(kept, watched))
thread.start()
thread.join()
gc.collect()
print(len(watched), [reference() for reference in watched].count(None))
