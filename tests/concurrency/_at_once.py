"""Threads that do one thing and nothing else, by loops in C: where two of them do run at one time, they do it at one time."""
import threading
from collections import deque


def exhaust_at_once(*iterables):
    """Goes through each in a thread of its own, from one moment on."""
    start = threading.Barrier(len(iterables))

    def exhaust(iterable):
        start.wait()
        deque(iterable, maxlen=0)

    threads = [threading.Thread(target=exhaust, args=(iterable,)) for iterable in iterables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
