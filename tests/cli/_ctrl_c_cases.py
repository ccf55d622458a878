"""Calls that block for ever, by name; `python _ctrl_c_cases.py NAME` makes that call, after a line on stdout that says so.

A case is a function that prepares everything and returns the call. What ends only with the process (its sockets, children that
read the other end of a pipe) needs no tidying up.
"""

import os
import sys
import threading

CASES = {}
HOUR = 3600


def case(function):
    CASES[function.__name__] = function
    return function


def family(prefix, **calls):
    """Cases that share nothing but their beginning: each a function that returns the call."""
    for name, prepare in calls.items():
        CASES[f'{prefix}_{name}'] = prepare


def call_of(make, *steps):
    """prepare(): makes an object by make(), calls its methods that steps name; the last one, a call, is what blocks."""
    def prepare():
        made = make()
        *before, (name, args) = [step if isinstance(step, tuple) else (step, ()) for step in steps]
        for step, arguments in before:
            getattr(made, step)(*arguments)
        return lambda: getattr(made, name)(*args)
    return prepare


def in_thread(function, *args):
    """Starts a daemon thread and waits until it runs."""
    started = threading.Event()

    def run():
        started.set()
        function(*args)
    threading.Thread(target=run, daemon=True).start()
    started.wait()


def held_by_another(lock):
    taken = threading.Event()

    def hold():
        lock.acquire()
        taken.set()
        threading.Event().wait()
    threading.Thread(target=hold, daemon=True).start()
    taken.wait()
    return lock


def with_object(make, method, *args):
    """The call `with made: made.method(*args)`."""
    def prepare():
        made = make()

        def call():
            with made:
                getattr(made, method)(*args)
        return call
    return prepare


# ---- threading and queue

def sleeping():
    import time
    return lambda: time.sleep(HOUR)


def joining(*args):
    def prepare():
        thread = threading.Thread(target=threading.Event().wait, daemon=True)
        thread.start()
        return lambda: thread.join(*args)
    return prepare


def queue_of(kind, *args):
    def make():
        import queue
        return getattr(queue, kind)(*args)
    return make


family('time', sleep=sleeping)
family('lock',
       acquire=call_of(threading.Lock, 'acquire', 'acquire'),
       acquire_timeout=call_of(threading.Lock, 'acquire', ('acquire', (True, HOUR))),
       statement=lambda: held_by_another(threading.Lock()).__enter__)
family('rlock',
       acquire=lambda: held_by_another(threading.RLock()).acquire,
       acquire_timeout=lambda: (lambda lock: lambda: lock.acquire(timeout=HOUR))(held_by_another(threading.RLock())))
family('condition',
       wait=with_object(threading.Condition, 'wait'),
       wait_timeout=with_object(threading.Condition, 'wait', HOUR),
       wait_for=with_object(threading.Condition, 'wait_for', bool))
family('event', wait=call_of(threading.Event, 'wait'), wait_timeout=call_of(threading.Event, ('wait', (HOUR,))))
family('semaphore',
       acquire=call_of(threading.Semaphore, 'acquire', 'acquire'),
       acquire_timeout=call_of(threading.BoundedSemaphore, 'acquire', ('acquire', (True, HOUR))))
family('barrier',
       wait=call_of(lambda: threading.Barrier(2), 'wait'),
       wait_timeout=call_of(lambda: threading.Barrier(2), ('wait', (HOUR,))))
family('thread', join=joining(), join_timeout=joining(HOUR))
family('queue',
       get=call_of(queue_of('Queue'), 'get'),
       get_timeout=call_of(queue_of('LifoQueue'), ('get', (True, HOUR))),
       put=call_of(queue_of('Queue', 1), ('put', (1,)), ('put', (1,))),
       put_timeout=call_of(queue_of('PriorityQueue', 1), ('put', (1,)), ('put', (1, True, HOUR))),
       join=call_of(queue_of('Queue'), ('put', (1,)), 'join'),
       simple_get=call_of(queue_of('SimpleQueue'), 'get'),
       simple_get_timeout=call_of(queue_of('SimpleQueue'), ('get', (True, HOUR))))


# ---- descriptors, files and sockets

def pipe_reader():
    return os.pipe()[0]


def full_pipe():
    writer = os.pipe()[1]
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, bytes(4096))
    except BlockingIOError:
        os.set_blocking(writer, True)
    return writer


def waiting_with(name):
    """select.NAME() of a pipe that stays empty."""
    def prepare():
        import select
        waiter = getattr(select, name)()
        waiter.register(pipe_reader(), 1)
        return waiter.poll
    return prepare


@case
def select_select():
    import select
    reader = pipe_reader()
    return lambda: select.select([reader], [], [])


@case
def select_select_timeout():
    import select
    reader = pipe_reader()
    return lambda: select.select([reader], [], [], HOUR)


@case
def selectors_select():
    import selectors
    selector = selectors.DefaultSelector()
    selector.register(pipe_reader(), selectors.EVENT_READ)
    return selector.select


family('select', poll=waiting_with('poll'), epoll=waiting_with('epoll'))


def file_method(make_fd, mode, method, *args):
    def prepare():
        file = open(make_fd(), mode)
        return lambda: getattr(file, method)(*args)
    return prepare


def standard_input(name):
    def prepare():
        os.dup2(pipe_reader(), 0)
        return getattr(sys.stdin, name) if name != 'input' else input
    return prepare


def opening_fifo():
    path = os.path.join(os.environ['TMPDIR'], f'fifo{os.getpid()}')
    os.mkfifo(path)
    return lambda: open(path)


family('descriptor',
       read=lambda: (lambda fd: lambda: os.read(fd, 1))(pipe_reader()),
       write=lambda: (lambda fd: lambda: os.write(fd, bytes(100000)))(full_pipe()),
       readv=lambda: (lambda fd: lambda: os.readv(fd, [bytearray(9)]))(pipe_reader()))
family('file',
       read=file_method(pipe_reader, 'rb', 'read'),
       readline=file_method(pipe_reader, 'r', 'readline'),
       next=file_method(pipe_reader, 'r', '__next__'),
       write=file_method(full_pipe, 'wb', 'write', bytes(1000000)),
       write_text=file_method(full_pipe, 'w', 'write', 'x' * 1000000),
       open_fifo=opening_fifo)
family('stdin', read=standard_input('read'), readline=standard_input('readline'), input=standard_input('input'))


def socket_method(name, *args, timeout=None):
    def prepare():
        import socket
        pair = socket.socketpair()
        pair[0].settimeout(timeout)
        return lambda: (pair, getattr(pair[0], name)(*args))
    return prepare


def accepting(timeout=None):
    def prepare():
        import socket
        server = socket.create_server(('127.0.0.1', 0))
        server.settimeout(timeout)
        return server.accept
    return prepare


@case
def socket_connect():
    import socket
    server = socket.socket(socket.AF_UNIX)
    server.bind(f'\0ctrl-c-{os.getpid()}')
    server.listen(0)
    clients = [socket.socket(socket.AF_UNIX) for _ in range(3)]

    def call():
        for client in clients:
            client.connect(server.getsockname())
    return call


family('socket',
       accept=accepting(), accept_timeout=accepting(HOUR),
       recv=socket_method('recv', 1), recv_timeout=socket_method('recv', 1, timeout=HOUR),
       recv_into=socket_method('recv_into', bytearray(1)), recvmsg=socket_method('recvmsg', 1),
       sendall=socket_method('sendall', bytes(10000000)),
       sendall_timeout=socket_method('sendall', bytes(10000000), timeout=HOUR))


def locked_file(function, *args):
    def prepare():
        import fcntl
        import subprocess
        path = os.path.join(os.environ['TMPDIR'], f'locked{os.getpid()}')
        holder = subprocess.Popen([sys.executable, '-c', 'import fcntl, sys; f = open(sys.argv[1], "w")\n'
                                   f'fcntl.{function}(f, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()', path],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holder.stdout.read(1)
        file = open(path, 'w')
        return lambda: (holder, getattr(fcntl, function)(file, fcntl.LOCK_EX))
    return prepare


family('fcntl', flock=locked_file('flock'), lockf=locked_file('lockf'))


# ---- processes

def with_child(call):
    def prepare():
        import subprocess
        child = subprocess.Popen(['sleep', str(HOUR)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return lambda: call(child)
    return prepare


family('os',
       wait=with_child(lambda child: os.wait()),
       waitpid=with_child(lambda child: os.waitpid(child.pid, 0)),
       wait3=with_child(lambda child: os.wait3(0)),
       wait4=with_child(lambda child: os.wait4(child.pid, 0)),
       waitid=with_child(lambda child: os.waitid(os.P_PID, child.pid, os.WEXITED)))


family('subprocess',
       wait=with_child(lambda child: child.wait()),
       wait_timeout=with_child(lambda child: child.wait(HOUR)),
       communicate=with_child(lambda child: child.communicate()),
       communicate_input=with_child(lambda child: child.communicate(bytes(1000000))),
       communicate_timeout=with_child(lambda child: child.communicate(timeout=HOUR)))


# ---- multiprocessing

def mp(kind, *args, method='fork'):
    def make():
        import multiprocessing
        return getattr(multiprocessing.get_context(method), kind)(*args)
    return make


def pause():
    import signal
    signal.pause()


def mp_join(*args):
    def prepare():
        process = mp('Process', None, pause)()
        process.daemon = True
        process.start()
        return lambda: process.join(*args)
    return prepare


def connection_call(call):
    def prepare():
        import multiprocessing.connection
        ends = multiprocessing.Pipe()
        return lambda: (ends, call(ends[0]))
    return prepare


def mp_wait(end):
    from multiprocessing.connection import wait
    return wait([end])


family('mp',
       process_join=mp_join(), process_join_timeout=mp_join(HOUR),
       recv=connection_call(lambda end: end.recv()), recv_bytes=connection_call(lambda end: end.recv_bytes()),
       poll=connection_call(lambda end: end.poll(None)), send=connection_call(lambda end: end.send(bytes(10000000))),
       wait=connection_call(mp_wait),
       queue_get=call_of(mp('Queue'), 'get'), queue_get_timeout=call_of(mp('Queue'), ('get', (True, HOUR))),
       queue_put=call_of(mp('Queue', 1), ('put', (1,)), ('put', (1,))),
       simple_queue_get=call_of(mp('SimpleQueue'), 'get'),
       joinable_queue_join=call_of(mp('JoinableQueue'), ('put', (1,)), 'join'),
       lock=call_of(mp('Lock'), 'acquire', 'acquire'),
       lock_named=call_of(mp('Lock', method='spawn'), 'acquire', 'acquire'),
       lock_timeout=call_of(mp('Lock'), 'acquire', ('acquire', (True, HOUR))),
       rlock=lambda: held_by_another(mp('RLock')()).acquire,
       semaphore=call_of(mp('Semaphore', 0), 'acquire'),
       condition=with_object(mp('Condition'), 'wait'),
       event=call_of(mp('Event'), 'wait'),
       barrier=call_of(mp('Barrier', 2), 'wait'))


# ---- concurrent.futures, asyncio, signal, import

def with_future(call):
    def prepare():
        import concurrent.futures
        future = concurrent.futures.Future()
        return lambda: call(future)
    return prepare


def with_executor(call):
    """A worker is busy until the program ends, which waits for it: what is registered last is called first."""
    def prepare():
        import concurrent.futures
        executor = concurrent.futures.ThreadPoolExecutor(1)
        reader, writer = os.pipe()
        future = executor.submit(os.read, reader, 1)
        threading._register_atexit(os.write, writer, b'x')
        return lambda: call(executor, future)
    return prepare


def futures_wait(name):
    def call(future):
        import concurrent.futures
        return list(getattr(concurrent.futures, name)([future]))
    return call


family('future',
       result=with_future(lambda future: future.result()),
       result_timeout=with_future(lambda future: future.result(HOUR)),
       exception=with_future(lambda future: future.exception()),
       wait=with_future(futures_wait('wait')),
       as_completed=with_future(futures_wait('as_completed')))
family('executor',
       result=with_executor(lambda executor, future: future.result()),
       map=with_executor(lambda executor, future: list(executor.map(abs, [1]))),
       shutdown=with_executor(lambda executor, future: executor.shutdown()))


def waiting_for_signal(name, *args):
    def prepare():
        import signal
        return lambda: getattr(signal, name)(*args)
    return prepare


family('signal', pause=waiting_for_signal('pause'), sigwaitinfo=waiting_for_signal('sigwaitinfo', {10}),
       sigtimedwait=waiting_for_signal('sigtimedwait', {10}, HOUR))


@case
def import_lock():
    """Another thread imports the module, and does not get through."""
    folder = os.path.join(os.environ['TMPDIR'], f'modules{os.getpid()}')
    os.mkdir(folder)
    with open(os.path.join(folder, 'endless.py'), 'w') as file:
        file.write('import threading; threading.begun.set(); threading.Event().wait()')
    sys.path.insert(0, folder)
    threading.begun = threading.Event()
    in_thread(__import__, 'endless')
    threading.begun.wait()
    return lambda: __import__('endless')


@case
def asyncio_run():
    import asyncio
    return lambda: asyncio.run(asyncio.sleep(HOUR))


@case
def asyncio_queue():
    import asyncio

    async def main():
        await asyncio.Queue().get()
    return lambda: asyncio.run(main())


@case
def computing():
    def spin():
        while True:
            pass
    return spin


@case
def computing_in_c():
    return lambda: sum(iter(int, 1))


if __name__ == '__main__':
    call = CASES[sys.argv[1]]()
    os.write(1, b'ready\n')
    call()
