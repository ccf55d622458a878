# A fork while other threads hold locks, import, collect, print and start processes: the child is whole and alone.
import gc
import importlib
import multiprocessing
import os
import queue
import sys
import threading

N_FORKS = 6
stop = threading.Event()
held, reentrant, condition = threading.Lock(), threading.RLock(), threading.Condition()
items = queue.Queue()
child_saw = []
os.register_at_fork(before=lambda: child_saw.append('before'), after_in_parent=lambda: child_saw.append('parent'),
                    after_in_child=lambda: child_saw.append('child'))


def hold():
    while not stop.is_set():
        with held, reentrant, condition:
            items.put(len(child_saw))
            items.get()


def collect():
    while not stop.is_set():
        ring = [[i] for i in range(300)]
        ring[0].append(ring)
        gc.collect()


def import_again():
    while not stop.is_set():
        for name in ('bisect', 'colorsys', 'this_module_does_not_exist'):
            sys.modules.pop(name, None)
            try:
                importlib.import_module(name)
            except ImportError:
                pass


def write():
    with open(os.devnull, 'w') as file:
        while not stop.is_set():
            print('x' * 100, file=file, flush=True)
            sys.stderr.flush()


def spawn_threads():
    while not stop.is_set():
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()


def check():
    """In the child: what it does must not wait for threads that are gone."""
    assert threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    assert child_saw[-1] == 'child'
    gc.collect()
    import colorsys
    import keyword
    assert colorsys and keyword.iskeyword('if')
    for lock in (threading.Lock(), threading.RLock(), threading.Condition()):
        with lock:
            pass
    done = []
    threads = [threading.Thread(target=done.append, args=(i,)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fresh = queue.Queue()
    fresh.put(sum(done))
    print(end='', flush=True)
    return fresh.get()


def child(results):
    results.put(check())


if __name__ == '__main__':
    threads = [threading.Thread(target=work) for work in (hold, collect, import_again, write, spawn_threads)]
    for thread in threads:
        thread.start()
    codes = []
    for _ in range(N_FORKS):
        pid = os.fork()
        if pid == 0:
            try:
                os._exit(40 + check())
            finally:
                os._exit(1)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    print(set(codes), child_saw == ['before', 'parent'] * N_FORKS)
    results = multiprocessing.SimpleQueue()
    processes = [multiprocessing.Process(target=child, args=(results,)) for _ in range(4)]
    for process in processes:
        process.start()
    print([results.get() for _ in processes])
    for process in processes:
        process.join()
    stop.set()
    for thread in threads:
        thread.join()
    print([process.exitcode for process in processes], threading.active_count())
