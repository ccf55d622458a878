# An attribute of a threading.local is the thread's own; __init__ of a subclass runs once in each thread.
import threading

from _trial import THREADS, attack, each

lock, inits = threading.Lock(), []


class Local(threading.local):
    def __init__(self, start):
        with lock:
            inits.append(threading.get_ident())
        self.count = start


local = Local(0)


def counter(k):
    def count(i):
        assert local.count == i, (local.count, i)
        local.count += 1
        local.name = k
        assert local.name == k
    return count


attack(*each(counter), rounds=400)
print(local.count, len(set(inits)) == len(inits) == THREADS + 1)
