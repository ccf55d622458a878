# Fork, spawn and forkserver: what a child gets from its parent and gives back, under the parent's lock policy.
import multiprocessing
import os
import sys
from multiprocessing import shared_memory


class Point:
    def __init__(self, x):
        self.x = x


def work(point, lock, total, items, queue, connection, block):
    for _ in range(100):
        with lock:
            total.value += point.x
    items[1] = 2.5
    memory = shared_memory.SharedMemory(block)
    memory.buf[:5] = b'child'
    memory.close()
    queue.put((sys._is_gil_enabled(), sys.argv[1:], multiprocessing.current_process().name, os.getppid() == os.getpid(),
               multiprocessing.parent_process().is_alive()))
    with lock:
        connection.send(connection.recv() + [point.x])
    sys.exit(point.x)


def square(x):
    return x * x


if __name__ == '__main__':
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        lock, total, items = context.Lock(), context.Value('q', lock=False), context.Array('d', 3)
        queue = context.Queue()
        here, there = context.Pipe()
        memory = shared_memory.SharedMemory(create=True, size=10)
        children = [context.Process(target=work, args=(Point(x), lock, total, items, queue, there, memory.name), name=f'child {x}')
                    for x in (1, 2)]
        for child in children:
            child.start()
        for _ in children:
            here.send([method])
        said = sorted(queue.get() for _ in children)
        answers = sorted(here.recv() for _ in children)
        for child in children:
            child.join()
        print(method, total.value, items[:], bytes(memory.buf[:6]), answers, [child.exitcode for child in children])
        print([(enabled == sys._is_gil_enabled(), *rest) for enabled, *rest in said])
        memory.close()
        memory.unlink()
        with context.Pool(2) as pool:
            print(pool.map(square, range(8), chunksize=1), pool.apply(square, (9,)))
    print(multiprocessing.active_children())
