"""Threads that meet at everything that threads can wait for; prints what a run that is not repeated exactly would differ in."""
import gc
import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

events = []
lock = threading.Lock()
condition = threading.Condition()
barrier = threading.Barrier(3)
semaphore = threading.Semaphore(2)
bounded = queue.Queue(2)
done = threading.Event()


class Noisy:
    def __init__(self, name):
        self.name = name
        self.itself = self

    def __del__(self):
        events.append(('finalised', self.name))


def work(n):
    chance = random.Random()
    for i in range(6):
        with lock:
            Noisy((n, i))
            events.append((n, i, len(events)))
        with semaphore:
            time.sleep(chance.random() / 10)
        if n % 2:
            bounded.put((n, i))
        else:
            try:
                events.append(bounded.get(timeout=0.01))
            except queue.Empty:
                events.append('empty')
        if n == 0:
            with condition:
                condition.notify_all()
        elif n == 1:
            with condition:
                events.append(condition.wait(0.02))
    if n < 3:
        events.append(barrier.wait(5))
    events.append((n, threading.get_ident(), time.monotonic()))
    done.set()


threads = [threading.Thread(target=work, args=(n,), daemon=n > 2) for n in range(5)]
for thread in threads:
    thread.start()
threading.Timer(0.5, events.append, ['timer']).start()
done.wait()
gc.collect()
with ThreadPoolExecutor(3) as executor:
    events.append(list(executor.map(lambda x: (x, threading.get_ident()), range(6))))
for thread in threads[:3]:
    thread.join(5)
print(*events, sep='\n')
things = {object() for _ in range(20)} | {Noisy, int, len}
print([hash(thing) for thing in things if type(thing) is object], {'a', 'b', 'c', 'd'}, hash('text'))
print(time.time(), random.random(), threading.current_thread(), threading.Lock())
