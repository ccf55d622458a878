# A comprehension whose condition never holds, over an iterator in C, lets other threads run and collect all the same.
import collections
import gc
import threading

started = threading.Event()
ended = collections.deque()


def work():
    started.wait()
    gc.collect()
    ended.append(True)


thread = threading.Thread(target=work)
thread.start()
started.set()
print([n for n in iter(ended.__len__, 1) if n])
thread.join()
