"""Four threads that compute, sleep, wait for each other and collect."""
import gc
import queue
import sys
import threading
import time

lock = threading.Lock()
turn = queue.Queue()
go = threading.Event()
computed = threading.Semaphore(0)


def compute():
    go.wait()
    n = 200_000
    while n:
        n -= 1
    computed.release()
    for _ in range(20):
        with lock:
            time.sleep(0.0001)


def consume():
    while turn.get() is not None:
        gc.collect()


def waits_for_lock():
    return any(t['name'].startswith('compute') and t['state'] == 'blocked' for t in sys._gil_stats()['threads'])


threads = [threading.Thread(target=compute, name=f'compute {i}') for i in range(3)]
threads.append(threading.Thread(target=consume, name='consume, "quoted"'))
for thread in threads:
    thread.start()
with lock:      # so that one of them waits for it, at least
    go.set()
    for i in range(10):
        turn.put(i)
        time.sleep(0.001)
    for _ in range(3):
        computed.acquire()
    while not waits_for_lock():
        time.sleep(0.001)
turn.put(None)
for thread in threads:
    thread.join()
