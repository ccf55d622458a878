# A wait that ends by a handler's exception has the lock again, whatever lock that is, and keeps no notification to itself.
import signal
import threading


class Stop(Exception):
    pass


class Plain:
    """A lock in Python, of which a Condition knows no more than this."""

    def __init__(self):
        self._lock = threading.Lock()

    def acquire(self, *args):
        return self._lock.acquire(*args)

    def release(self):
        self._lock.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()


def stop(number, frame):
    stopped.set()
    raise Stop


stopped = threading.Event()
signal.signal(signal.SIGUSR1, stop)
main = threading.get_ident()


def wait_until(predicate):
    pause = threading.Event()
    while not predicate():
        pause.wait(0.001)


def interrupt_wait(condition):
    wait_until(lambda: len(condition._waiters) == 1)
    with condition:
        pass            # the one that waits has given it up
    signal.pthread_kill(main, signal.SIGUSR1)


for lock in threading.Lock(), threading.RLock(), Plain():
    condition = threading.Condition(lock)
    thread = threading.Thread(target=interrupt_wait, args=(condition,))
    thread.start()
    with condition:
        try:
            condition.wait()
        except Stop:
            print(type(lock).__name__, 'owned:', condition._is_owned(), 'waiters:', len(condition._waiters))
    thread.join()
    print('free:', condition.acquire(False))
    condition.release()


def notify_and_interrupt(condition):
    wait_until(lambda: len(condition._waiters) == 2)
    with condition:
        condition.notify()      # the main thread, which cannot have the lock yet
        signal.pthread_kill(main, signal.SIGUSR1)
        stopped.wait()


def second(condition):
    wait_until(lambda: len(condition._waiters) == 1)
    with condition:
        print('notified:', condition.wait(3600))


for lock in threading.Lock(), threading.RLock():
    stopped.clear()
    condition = threading.Condition(lock)
    threads = [threading.Thread(target=target, args=(condition,)) for target in (second, notify_and_interrupt)]
    for thread in threads:
        thread.start()
    with condition:
        try:
            condition.wait()
        except Stop:
            print(type(lock).__name__, 'stopped')
    for thread in threads:
        thread.join()
