# gc.disable() is about cycles where references are counted; here memory must be freed all the same.
import gc
import threading
import weakref


class Node:
    pass


def make_garbage():
    reference = weakref.ref(Node())
    for i in range(10_000_000):
        if reference() is None:
            freed.append(True)
            break
        last = [i, i, i]


freed = []
gc.disable()
threads = [threading.Thread(target=make_garbage) for _ in range(2)]
[t.start() for t in threads]
[t.join() for t in threads]
print(gc.isenabled(), freed)
