"""Many threads try to break one guarantee of docs/memory-model.md.

Whatever the threads do is counted, and must come out exactly. Every thread gives way now and then at
moments drawn by chance, and one more thread does nothing but collect garbage.
"""

import gc
import random
import threading
import time

THREADS = 4


def attack(*jobs, rounds=600, watch=()):
    """Starts every job in a thread of its own, job(0), job(1), ... job(rounds - 1), and every function of `watch`
    too, which is called again and again until the jobs have ended. Prints what they raised."""
    failures = []
    gate = threading.Barrier(len(jobs) + len(watch) + 1)
    ended = threading.Event()

    def guarded(loop):
        gate.wait()
        try:
            loop()
        except BaseException as error:
            failures.append('%s: %s' % (type(error).__name__, error))

    def work(job, dice):
        for i in range(rounds):
            job(i)
            if dice.random() < 0.01:
                time.sleep(0)

    def look(watcher, dice):
        while not ended.is_set():
            watcher()
            if dice.random() < 0.05:
                time.sleep(0)

    def collect():
        while not ended.is_set():
            gc.collect()
            time.sleep(0.0005)

    workers = [threading.Thread(target=guarded, args=(lambda job=job, k=k: work(job, random.Random(k)),))
               for k, job in enumerate(jobs)]
    others = [threading.Thread(target=guarded, args=(lambda watcher=watcher: look(watcher, random.Random(7)),))
              for watcher in watch] + [threading.Thread(target=guarded, args=(collect,))]
    for thread in workers + others:
        thread.start()
    for thread in workers:
        thread.join()
    ended.set()
    for thread in others:
        thread.join()
    for failure in sorted(set(failures)):
        print(failure)


def each(make):
    """The jobs make(0), make(1), ... one for each of THREADS threads."""
    return [make(k) for k in range(THREADS)]


def once(function, absent):
    """Calls the function; None if it raises `absent`: another thread was first."""
    try:
        return function()
    except absent:
        return None
