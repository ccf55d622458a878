"""Asks itself for the state of its lock: _gil_dump.py FILE KIND"""
import os
import signal
import sys
import threading
import time

path, kind = sys.argv[1:]
os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
lock = threading.Lock()
done = threading.Event()
begun = threading.Event()


def wait_here():
    with lock:
        pass


def compute_here():
    begun.set()
    while not done.is_set():
        sum(range(100))


def is_waiting():
    return any(t['name'] == 'waiting' and t['state'] == 'blocked' and t['blocked'] > 0.01
               for t in sys._gil_stats()['threads'])


def ask():
    lock.acquire()
    threads = [threading.Thread(target=wait_here, name='waiting')]
    if kind == 'computing':
        threads.append(threading.Thread(target=compute_here, name='computing'))
    for thread in threads:
        thread.start()
    if kind == 'computing':
        begun.wait()
    while not is_waiting():
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGUSR2)
    while not open(path).read().endswith('\n---\n'):
        time.sleep(0.01)
    done.set()
    lock.release()
    for thread in threads:
        thread.join()


if kind == 'child':
    pid = os.fork()
    if pid == 0:
        ask()
        os._exit(0)
    os.waitpid(pid, 0)
else:
    ask()
