"""What workers see of the parent's data, and the parent of theirs.

    sharing.py thread|fork|spawn WORKERS
"""

import json
import multiprocessing
import sys
import threading
import time
from multiprocessing import shared_memory

ADDITIONS = 500
state = 'as imported'
changes = []


def look(answers):
    """Reports the module's state as this worker sees it, and changes its list."""
    changes.append(1)
    answers.put(state)


def add(value, array, block_name):
    """Adds to the shared number, to each item of the shared array, and writes into the block."""
    for _ in range(ADDITIONS):
        with value.get_lock():
            value.value += 1
        with array.get_lock():
            for i in range(len(array)):
                array[i] += i
    block = shared_memory.SharedMemory(block_name)
    block.buf[0] = 42
    block.close()


def start_all(context, n, target, arguments):
    maker = context.Process if context else threading.Thread
    workers = [maker(target=target, args=arguments) for _ in range(n)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def main(kind, n):
    global state
    context = None if kind == 'thread' else multiprocessing.get_context(kind)
    makers = context or multiprocessing.get_context('fork')
    state = 'changed by the parent'
    begin = time.perf_counter()
    answers = makers.SimpleQueue()
    start_all(context, n, look, (answers,))
    seen = sorted({answers.get() for _ in range(n)})
    value, array = makers.Value('l', 0), makers.Array('d', 4)
    block = shared_memory.SharedMemory(create=True, size=16)
    try:
        start_all(context, n, add, (value, array, block.name))
        written = block.buf[0]
    finally:
        block.close()
        block.unlink()
    print(json.dumps({
        'seconds': time.perf_counter() - begin,
        'seen': ', '.join(seen),
        'list': len(changes),
        'value': value.value,
        'array': sum(array),
        'block': written,
    }))


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
