# What cannot be pickled as argument, result or exception: the caller gets the error, workers and queues go on.
import multiprocessing
import sys
import threading
from multiprocessing.pool import MaybeEncodingError


class Unpicklable(Exception):
    def __reduce__(self):
        raise TypeError('this exception stays at home')


class BadlyUnpickled(Exception):
    def __init__(self, one, two):
        super().__init__(one)


def give(what):
    if what == 'lock':
        return threading.Lock()
    if what == 'raise':
        raise Unpicklable('from the worker')
    if what == 'unpickle':
        return BadlyUnpickled(1, 2)
    if what == 'exit':
        raise SystemExit(3)
    return what


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except MaybeEncodingError as error:
        print('MaybeEncodingError', str(error).partition('.')[0].partition(' at 0x')[0])
    except Exception as error:
        print(type(error).__name__, str(error).partition(' 0x')[0])


if __name__ == '__main__':
    with multiprocessing.Pool(2) as pool:
        attempt(pool.apply, give, (threading.Lock(),))
        attempt(pool.map, give, [1, threading.Lock(), 3])
        attempt(pool.apply, lambda: 1)
        attempt(pool.apply, give, ('lock',))
        attempt(pool.apply, give, ('raise',))
        attempt(pool.map, give, ['fine', 'raise'])
        attempt(pool.map, give, range(4))
    # A feeder that cannot pickle says so on stderr and goes on.
    sys.stderr.flush()
    queue = multiprocessing.Queue(2)
    errors = []
    queue._on_queue_feeder_error = lambda error, obj: errors.append((type(error).__name__, type(obj).__name__))
    for obj in (1, threading.Lock(), 2, threading.Lock(), 3):
        queue.put(obj)
        if not isinstance(obj, int):
            continue
        print(queue.get(timeout=60))
    print(errors)
    here, there = multiprocessing.Pipe()
    attempt(here.send, threading.Lock())
    here.send('still works')
    print(there.recv())
    for method in ('spawn', 'forkserver'):
        context = multiprocessing.get_context(method)
        process = context.Process(target=give, args=(threading.Lock(),))
        attempt(process.start)
        print(process.pid, process.is_alive(), process.exitcode, multiprocessing.active_children())
        attempt(context.Process(target=lambda: 1).start)
        process = context.Process(target=give, args=('exit',))
        process.start()
        process.join()
        print(process.exitcode)
