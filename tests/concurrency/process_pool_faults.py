# What goes wrong in the processes of a ProcessPoolExecutor reaches whoever waits, at once, and nothing hangs.
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


class Unpicklable:
    def __reduce__(self):
        raise ValueError('cannot be pickled')


def fail(kind):
    raise kind('raised')


def fail_unpicklably():
    raise ValueError(Unpicklable())


def make(kind):
    return kind()


def kill_self():
    os.kill(os.getpid(), signal.SIGKILL)


def say(text, future):
    try:
        print(text, future.result())
    except BaseException as error:
        print(text, type(error).__name__, error)


with ProcessPoolExecutor(2) as pool:
    say('argument', pool.submit(print, Unpicklable()))
    say('result', pool.submit(make, Unpicklable))
    say('exception', pool.submit(fail, KeyError))
    say('exception', pool.submit(fail, KeyboardInterrupt))
    say('exception', pool.submit(fail_unpicklably))
    say('exit', pool.submit(sys.exit, 3))
    say('still there', pool.submit(abs, -1))

for text, fault, argument in ('killed', kill_self, ()), ('left', os._exit, (0,)):
    with ProcessPoolExecutor(2) as pool:
        future = pool.submit(fault, *argument)
        pending = []
        try:
            for i in range(20):
                pending.append(pool.submit(abs, i))
        except BrokenProcessPool:    # the worker was quicker
            pass
        error = future.exception()
        print(text, type(error).__name__)
        print({type(f.exception()) for f in pending} <= {type(None), BrokenProcessPool})
        try:
            pool.submit(abs, 1)
        except BrokenProcessPool as late:
            print('later', type(late).__name__)

# An idle worker dies.
with ProcessPoolExecutor(2) as pool:
    pids = {pool.submit(os.getpid).result() for _ in range(2)}
    os.kill(min(pids), signal.SIGKILL)
    try:
        while True:
            pool.submit(abs, 1).result()
    except BrokenProcessPool as error:
        print('idle', type(error).__name__)


def refuse():
    sys.stderr = open(os.devnull, 'w')
    raise ValueError('initializer')


with ProcessPoolExecutor(2, initializer=refuse) as pool:
    try:
        pool.submit(abs, 1).result()
    except BrokenProcessPool as error:
        print('initializer', type(error).__name__)

# Calls that have not begun are cancelled; those that have, end.
pool = ProcessPoolExecutor(1)
reader, writer = os.pipe()
first = pool.submit(os.read, reader, 1)
while not first.running():
    pass
others = [pool.submit(abs, i) for i in range(10)]


def let_first_end():
    """Once the pool has cancelled what had not begun."""
    while sum(f.cancelled() for f in others) < 8:
        time.sleep(0.001)
    os.write(writer, b'x')


threading.Thread(target=let_first_end).start()
pool.shutdown(cancel_futures=True)
print(first.result(), sum(f.cancelled() for f in others) >= 8, all(f.done() for f in others))
try:
    pool.submit(abs, 1)
except RuntimeError as error:
    print(error)
