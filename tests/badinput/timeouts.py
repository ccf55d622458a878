# Timeouts of 0, negative, huge, NaN and of the wrong type in the waits of processes, pools, futures, descriptors and signals.
# As CPython, but: NaN is refused everywhere in the same words, and a huge timeout of poll() is one, not an error.
import concurrent.futures
import multiprocessing
import multiprocessing.connection
import multiprocessing.pool
import os
import select
import selectors
import signal
import socket
import subprocess
import threading
import time

TIMEOUTS = 0, -1, -0.5, 1e-9, 1e9, 1e10, 1e100, 10 ** 20, float('inf'), float('-inf'), float('nan'), 'x', None
SHORT = TIMEOUTS[:4] + TIMEOUTS[9:12]       # those that do not wait
NOTHING = TIMEOUTS[4:9] + TIMEOUTS[12:]     # those that wait long for what is not there


def ask(text, function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except TypeError:
        result = 'TypeError'
    except Exception as error:
        result = f'{type(error).__name__}: {error}'
    print(text, args, kwargs, '->', result)


def ask_all(text, waiting, ready=None):
    """Those that do not wait ask `waiting`; the long ones ask what is there already."""
    for timeout in SHORT:
        ask(text, waiting, timeout)
    for timeout in NOTHING if ready else ():
        ask(text + ', ready', ready, timeout)


def with_condition(timeout):
    with condition:
        return condition.wait(timeout)


lock, event = multiprocessing.Lock(), multiprocessing.Event()
lock.acquire()
ask_all('Lock', lambda timeout: lock.acquire(True, timeout),
        lambda timeout: multiprocessing.Lock().acquire(True, timeout))
ask_all('RLock', lambda timeout: multiprocessing.RLock().acquire(True, timeout),
        lambda timeout: multiprocessing.RLock().acquire(True, timeout))
ask_all('Lock, not blocking', lambda timeout: lock.acquire(False, timeout))
ask_all('Semaphore', lambda timeout: multiprocessing.Semaphore(0).acquire(True, timeout),
        lambda timeout: multiprocessing.Semaphore(1).acquire(True, timeout))
condition = multiprocessing.Condition()
ask_all('Condition', with_condition)
set_event = multiprocessing.Event()
set_event.set()
ask_all('Event', event.wait, set_event.wait)

queue = multiprocessing.Queue(1)
ask_all('Queue.get', lambda timeout: queue.get(True, timeout))
queue.put(1)
ask_all('Queue.put', lambda timeout: queue.put(1, True, timeout))
here, there = multiprocessing.Pipe()
ask_all('poll', here.poll)
ask_all('connection.wait', lambda timeout: multiprocessing.connection.wait([here], timeout))
there.send(1)
ask_all('poll', here.poll, here.poll)
ask_all('connection.wait', lambda timeout: len(multiprocessing.connection.wait([here], timeout)),
        lambda timeout: len(multiprocessing.connection.wait([here], timeout)))

process = multiprocessing.Process(target=time.sleep, args=(3600,))
process.start()
ask_all('Process.join', process.join)
process.kill()
process.join()
ask_all('Process.join', process.join, process.join)

future, done = concurrent.futures.Future(), concurrent.futures.Future()
done.set_result(5)
ask_all('Future.result', future.result, done.result)
ask_all('Future.exception', future.exception, done.exception)
ask_all('wait', lambda timeout: len(concurrent.futures.wait([future], timeout).done),
        lambda timeout: len(concurrent.futures.wait([done], timeout).done))
for timeout in SHORT[:5]:
    ask('as_completed', lambda timeout: list(concurrent.futures.as_completed([future], timeout)), timeout)
for timeout in NOTHING:
    ask('as_completed, ready', lambda timeout: len(list(concurrent.futures.as_completed([done], timeout))), timeout)
never = threading.Event()
with multiprocessing.pool.ThreadPool(1) as pool:
    result = pool.apply_async(int)
    result.get()
    waiting = pool.apply_async(never.wait)
    ask_all('AsyncResult.get', waiting.get, result.get)
    ask_all('AsyncResult.wait', waiting.wait, result.wait)
    never.set()

reader, writer = os.pipe()
ask_all('select', lambda timeout: select.select([reader], [], [], timeout),
        lambda timeout: len(select.select([], [writer], [], timeout)[1]))
poll, epoll = select.poll(), select.epoll()
poll.register(reader, select.POLLIN)
epoll.register(writer)
for timeout in 0, -0.0, 0.1, 1e100, 10 ** 20, float('nan'), 'x':
    ask('epoll', lambda timeout: len(epoll.poll(timeout)), timeout)
for timeout in 0, 0.1, 1e100, 10 ** 20, float('nan'), 'x':
    ask('poll', poll.poll, timeout)
selector = selectors.DefaultSelector()
selector.register(writer, selectors.EVENT_WRITE)
for timeout in TIMEOUTS:
    ask('selector', lambda timeout: len(selector.select(timeout)), timeout)
a = socket.socket()
for timeout in TIMEOUTS:
    ask('settimeout', a.settimeout, timeout)
for timeout in 0, -1, -0.5, float('nan'), float('-inf'), float('inf'), 1e100, 10 ** 20, 'x', None:
    ask('sleep', time.sleep, timeout)
for timeout in 0, -1, float('nan'), float('inf'), 1e100, 'x', None:
    ask('sigtimedwait', signal.sigtimedwait, [], timeout)
for timeout in 0, -1, 1e-9, 'x':
    process = subprocess.Popen(['sleep', '100'])
    for function in process.wait, process.communicate:
        try:
            function(timeout=timeout)
        except Exception as error:
            print(function.__name__, timeout, type(error).__name__)
    process.kill()
    process.wait()
    for function in process.wait, process.communicate:
        ask(function.__name__, function, timeout=timeout)
