# Wrong uses of processes, locks, connections and their timeouts; no more descriptors; hostile messages.
import multiprocessing
import os
import resource
import struct
import sys
import time
from multiprocessing import connection
from queue import Empty, Full


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def nothing():
    pass


def use_up_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (40, hard))
    taken = []
    try:
        while True:
            taken.append(os.open('/dev/null', os.O_RDONLY))
    except OSError:
        return taken, (soft, hard)


if __name__ == '__main__':
    for method in ('fork', 'spawn'):
        process = multiprocessing.get_context(method).Process(target=nothing)
        attempt(process.join)
        attempt(getattr, process, 'sentinel')
        process.start()
        attempt(process.start)
        attempt(setattr, process, 'daemon', True)
        process.join()
        attempt(process.join, 0)
        attempt(process.start)
        process.close()
        attempt(process.is_alive)
    attempt(multiprocessing.current_process().join)
    attempt(multiprocessing.get_context, 'telepathy')
    attempt(multiprocessing.set_start_method, 'telepathy')

    lock, recursive = multiprocessing.Lock(), multiprocessing.RLock()
    attempt(lock.release)
    attempt(recursive.release)
    bounded = multiprocessing.BoundedSemaphore(2)
    attempt(bounded.release)
    attempt(multiprocessing.Semaphore, -1)
    attempt(multiprocessing.Semaphore, 2 ** 31)
    attempt(multiprocessing.Condition().notify)
    attempt(multiprocessing.Condition().wait)
    lock.acquire()
    here, there = multiprocessing.Pipe()
    queue = multiprocessing.Queue(1)
    for timeout in (0, -1, 1e-3):
        attempt(lock.acquire, timeout=timeout)
        attempt(here.poll, timeout)
        attempt(connection.wait, [here], timeout)
        attempt(queue.get, timeout=timeout)
    queue.put(1)
    attempt(queue.put, 2, timeout=0)
    print(queue.get())
    attempt(lock.acquire, timeout=float('nan'))
    attempt(lock.acquire, timeout='1')
    attempt(here.poll, float('nan'))
    lock.release()
    print(lock.acquire(timeout=1e300), multiprocessing.Event().wait(0))
    there.send(1)
    print(here.poll(1e300), here.poll(None), here.recv())

    # Messages that are none.
    for data in (struct.pack('!i', -5), struct.pack('!iQ', -1, 2 ** 63), struct.pack('!i', 10) + b'abc', b'\0\0', struct.pack('!i', 3) + b'abc'):
        reader, writer = multiprocessing.Pipe(False)
        os.write(writer.fileno(), data)
        writer.close()
        attempt(reader.recv_bytes)
    reader, writer = multiprocessing.Pipe(False)
    writer.send_bytes(b'a long message')
    attempt(reader.recv_bytes, 5)
    print(reader.closed)
    attempt(reader.recv)
    attempt(writer.recv)
    attempt(writer.send, 1)
    reader, writer = multiprocessing.Pipe(False)
    os.close(reader.fileno())
    attempt(reader.recv)
    os.close(writer.fileno())
    attempt(writer.send, 'x' * 100)
    reader._handle = writer._handle = None
    full = connection.Connection(os.open('/dev/full', os.O_WRONLY), readable=False)
    attempt(full.send_bytes, b'x')

    # No more descriptors: nothing starts, nothing is lost.
    multiprocessing.get_context('spawn').Lock()      # the resource tracker is there
    process = multiprocessing.Process(target=nothing)
    spawned = multiprocessing.get_context('spawn').Process(target=nothing)
    taken, limits = use_up_descriptors()
    attempt(process.start)
    attempt(spawned.start)
    attempt(multiprocessing.Pipe)
    attempt(multiprocessing.Queue)
    for fd in taken:
        os.close(fd)
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    for each in (process, spawned):
        each.start()
        each.join()
        print(each.exitcode)
