# A Manager() whose caller is interrupted, at any call that it makes and while it waits for the server: the exception comes out,
# and no process stays, which the end of the program would wait for.
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import managers, resource_tracker


class Interrupt:
    """Sends this process a SIGINT at the n-th call of a function in Python, and no other."""

    def __init__(self, n):
        self.left = n
        self.pid = os.getpid()

    def __call__(self, frame, event, argument):
        if event == 'call' and os.getpid() == self.pid:
            self.left -= 1
            if self.left == 0:
                sys.setprofile(None)
                signal.raise_signal(signal.SIGINT)


def has_children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def kill_children():
    children = multiprocessing.active_children()
    for child in children:
        child.kill()
        child.join()
    return len(children)


def sweep(method, step):
    """How often it was interrupted before it was not; and how many processes were left."""
    context = multiprocessing.get_context(method)
    context.Manager().shutdown()    # imports everything
    rounds = left = 0
    while True:
        interrupt = Interrupt(1 + rounds * step)
        manager = None
        sys.setprofile(interrupt)
        try:
            manager = context.Manager()
        except KeyboardInterrupt:
            pass
        sys.setprofile(None)
        if interrupt.left > 0:      # all of it ran before the n-th call
            manager.shutdown()
            return rounds, left
        if manager is not None:     # a handler that came while a finalizer ran: its exception was told and forgotten
            manager.shutdown()
        left += kill_children()
        rounds += 1


class WaitingServer(managers.Server):
    def __init__(self, *args):
        super().__init__(*args)
        os.write(begun_w, b'b')
        signal.pause()


def interrupt_once_begun():
    os.read(begun_r, 1)
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == '__main__':
    for method, step in ('fork', 1), ('spawn', 9):
        rounds, left = sweep(method, step)
        if method == 'spawn':
            resource_tracker._resource_tracker._stop()
        print(method, rounds > 5, left, has_children())
    begun_r, begun_w = os.pipe()
    managers.SyncManager._Server = WaitingServer
    interrupted = 0
    for _ in range(10):
        thread = threading.Thread(target=interrupt_once_begun)
        thread.start()
        try:
            multiprocessing.Manager()
        except KeyboardInterrupt:
            interrupted += 1
        thread.join()
    print('waiting', interrupted, kill_children(), has_children())
