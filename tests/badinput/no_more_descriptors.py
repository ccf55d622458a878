# The system gives no more descriptors: an OSError from each call that wants one, nothing is lost, and the program goes on.
import asyncio
import concurrent.futures
import errno
import gc
import mmap
import multiprocessing
import os
import resource
import select
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from multiprocessing import shared_memory

N_DESCRIPTORS = 64
# The library's own code does not close what it has when it does not get the next.
LEAK = {'asyncio.run', 'subprocess.run, pipes'}
FOLDER = tempfile.mkdtemp()
sys.path.insert(0, FOLDER)
with open(os.path.join(FOLDER, 'module_of_this_test.py'), 'w') as file:
    file.write('NAME = "imported"\n')
server = socket.create_server(('127.0.0.1', 0))
server.setblocking(False)
waiting = socket.create_connection(server.getsockname())
local = socket.socketpair()


def attempt(text, function, *args, **kwargs):
    before = descriptors()
    try:
        result = function(*args, **kwargs)
        getattr(result, 'close', int)()
        outcome = type(result).__name__
    except OSError as error:
        outcome = errno.errorcode[error.errno]
    result = None
    if aloud:
        print(text, outcome)
    elif outcome == 'EMFILE' and text not in LEAK and descriptors() != before:
        gc.collect()
        if descriptors() - before:
            print(text, 'leaks', descriptors() - before)


def descriptors():
    """The open ones, as far as the limit goes."""
    found = set()
    for fd in range(N_DESCRIPTORS):
        try:
            found.add((fd, os.fstat(fd).st_ino))
        except OSError:
            pass
    return found


def run_process(method):
    process = multiprocessing.get_context(method).Process(target=int)
    process.start()
    process.join()
    return process.exitcode


def close_all(things):
    for thing in things:
        os.close(thing) if isinstance(thing, int) else thing.close()


def named_memory():
    memory = shared_memory.SharedMemory(create=True, size=10)
    memory.close()
    memory.unlink()


def import_module():
    sys.modules.pop('module_of_this_test', None)
    import module_of_this_test
    return module_of_this_test.NAME


def run_pool():
    with multiprocessing.Pool(1) as pool:
        return pool.apply(abs, (-1,))


def run_executor():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        return executor.submit(abs, -1).result()


def run_thread():
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        return executor.submit(abs, -1).result()


def try_everything():
    attempt('open', open, '/dev/null')
    attempt('os.pipe', lambda: close_all(os.pipe()))
    attempt('os.dup', lambda: os.close(os.dup(0)))
    attempt('os.listdir', os.listdir, FOLDER)
    attempt('os.scandir', os.scandir, FOLDER)
    attempt('os.memfd_create', lambda: os.close(os.memfd_create('x')))
    attempt('mmap', mmap.mmap, -1, 10)
    attempt('socket', socket.socket)
    attempt('socketpair', lambda: close_all(socket.socketpair()))
    attempt('accept', lambda: server.accept()[0])
    attempt('socket.dup', local[0].dup)
    attempt('create_connection', socket.create_connection, server.getsockname())
    attempt('epoll', select.epoll)
    attempt('DefaultSelector', selectors.DefaultSelector)
    attempt('asyncio.run', lambda: asyncio.run(asyncio.sleep(0)))
    attempt('tempfile', tempfile.TemporaryFile)
    attempt('import', import_module)
    attempt('subprocess.run', lambda: subprocess.run(['true']).returncode)
    attempt('subprocess.run, pipes', lambda: subprocess.run(['true'], capture_output=True).returncode)
    attempt('os.system', os.system, 'true')
    attempt('Pipe', lambda: close_all(multiprocessing.Pipe()))
    attempt('one-way Pipe', lambda: close_all(multiprocessing.Pipe(False)))
    attempt('mp.Queue', multiprocessing.Queue)
    attempt('mp.SimpleQueue', multiprocessing.SimpleQueue)
    attempt('mp.Lock', multiprocessing.Lock)
    attempt('SharedMemory', named_memory)
    for method in 'fork', 'spawn':
        attempt(f'Process {method}', run_process, method)
    attempt('Pool', run_pool)
    attempt('ProcessPoolExecutor', run_executor)
    attempt('ThreadPoolExecutor', run_thread)
    attempt('Thread', threading.Thread(target=int).start)


if __name__ == '__main__':
    named_memory()    # the resource tracker is there
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for n_left in range(7):
        aloud = n_left == 0
        resource.setrlimit(resource.RLIMIT_NOFILE, (N_DESCRIPTORS, hard))
        taken = []
        try:
            while True:
                taken.append(os.dup(0))
        except OSError:
            pass
        for _ in range(n_left):
            os.close(taken.pop())
        try_everything()
        close_all(taken)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    print('all left')
    aloud = True
    try_everything()
    shutil.rmtree(FOLDER)
