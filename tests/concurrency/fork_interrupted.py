# A fork that a handler's exception ends before there is a child gives back what the hooks have taken for it.
import os
import signal
import threading
import warnings

warnings.simplefilter('ignore', DeprecationWarning)
import imp


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


def holder():
    imp.acquire_lock()
    held.set()
    forking.wait()
    signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)
    over.wait()
    imp.release_lock()


def before():
    lock.acquire()
    forking.set()


signal.signal(signal.SIGUSR1, stop)
lock = threading.Lock()
held, forking, over = (threading.Event() for _ in range(3))
os.register_at_fork(before=before, after_in_parent=lock.release, after_in_child=lock.release)
thread = threading.Thread(target=holder)
thread.start()
held.wait()
try:
    print('pid', os.fork())
except Stop:
    print('stopped, the lock is held:', lock.locked())
over.set()
thread.join()
pid = os.fork()
if pid == 0:
    os._exit(lock.locked())
print(os.waitpid(pid, 0)[1], lock.locked())
