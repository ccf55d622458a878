import multiprocessing
import sys
import threading
import time


def compute():
    n = 300_000
    while n:
        n -= 1
    time.sleep(0.001)


def in_threads():
    threads = [threading.Thread(target=compute, name=f'compute {i}') for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == '__main__':
    in_threads()
    now = sys._gil_stats()
    mine = next(t for t in now['threads'] if t['name'] == 'MainThread')
    assert mine['alive'] and mine['state'] == 'run' and mine['run'] > 0 and mine['blocked'] > 0
    assert now['name'] == 'MainProcess' and {'compute 0', 'compute 1'} <= {t['name'] for t in now['threads']}
    print('the running program sees itself', flush=True)
    for method, name in ('fork', 'forked'), ('spawn', 'spawned'):
        child = multiprocessing.get_context(method).Process(target=in_threads, name=name)
        child.start()
        child.join()
