"""ThreadPoolExecutor.

Model: worker threads around one queue of calls. submit() starts a thread only when none is idle.
What the threads need stands in a _Crew of its own, which does not know the executor: an executor
that nobody refers to any more is collected and lets its threads go.

Thread-safety with the global lock off: everything in a _Crew changes under its condition's lock;
_crews is a set changed by single operations.

Native: what threading needs; posix.cpu_count.
"""

import threading
from _collections import deque
from itertools import count

import posix

from concurrent.futures import _base

_crews = set()      # those with threads
_exiting = False


def _python_exit():
    """At exit, before threads are joined: let all workers finish what was submitted."""
    global _exiting
    _exiting = True
    for crew in _crews.copy():
        crew.close()
    for crew in _crews.copy():
        crew.join()


threading._register_atexit(_python_exit)
posix.register_at_fork(after_in_child=_crews.clear)    # a child has none of these threads


class BrokenThreadPool(_base.BrokenExecutor):
    """An initializer failed in a worker thread."""


class _WorkItem:
    """A call and its future."""

    __slots__ = ('future', 'fn', 'args', 'kwargs')
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The exception refers to this frame.
            self = None
        else:
            self.future.set_result(result)


class _Crew:
    """The workers of one executor and their queue."""

    def __init__(self, max_workers, prefix, initializer, initargs):
        self.max_workers = max_workers
        self.prefix = prefix
        self.initializer = initializer
        self.initargs = initargs
        self.ready = threading.Condition(threading.Lock())
        self.items = deque()
        self.threads = set()
        self.n_started = 0
        self.n_alive = 0
        self.n_idle = 0         # waiting and not yet promised an item
        self.closed = False
        self.broken = None

    def submit(self, item):
        with self.ready:
            if self.broken:
                raise BrokenThreadPool(self.broken)
            if self.closed:
                raise RuntimeError('cannot schedule new futures after shutdown'
                                   if not _exiting else
                                   'cannot schedule new futures after interpreter shutdown')
            self.items.append(item)
            if self.n_idle > 0:
                self.n_idle -= 1
                self.ready.notify()
                return
            if self.n_started >= self.max_workers:
                return
            name = f'{self.prefix}_{self.n_started}'
            self.n_started += 1
            self.n_alive += 1
            _crews.add(self)
        self._start_thread(name)

    def _start_thread(self, name):
        # Daemonic only to keep it out of the plain join at exit; _python_exit() joins it.
        thread = threading.Thread(name=name, target=self.work, daemon=True)
        self.threads.add(thread)
        thread.start()

    def close(self):
        """No more calls come; does not wait."""
        with self.ready:
            self.closed = True
            self.ready.notify_all()

    def cancel_pending(self):
        with self.ready:
            items = list(self.items)
            self.items.clear()
        for item in items:
            item.future.cancel()

    def join(self):
        for thread in self.threads.copy():
            if thread is not threading.current_thread():
                thread.join()

    def work(self):
        """The life of a worker."""
        if self.initializer is None or self._initialize():
            while (item := self._next_item()) is not None:
                item.run()
                item = None
        with self.ready:
            self.n_alive -= 1
            if not self.n_alive:
                _crews.discard(self)

    def _next_item(self):
        with self.ready:
            while not self.items:
                if self.closed:
                    return None
                self.n_idle += 1
                self.ready.wait()
            return self.items.popleft()

    def _initialize(self):
        try:
            self.initializer(*self.initargs)
        except BaseException:
            _base.log_critical('Exception in initializer:')
            self._break()
            return False
        return True

    def _break(self):
        with self.ready:
            self.broken = 'A thread initializer failed, the thread pool is not usable anymore'
            items = list(self.items)
            self.items.clear()
        for item in items:
            if item.future.set_running_or_notify_cancel():
                item.future.set_exception(BrokenThreadPool(self.broken))


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in threads of this process."""

    _counter = count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            # Threads that mostly wait want more than one per processor, but not without end.
            max_workers = min(32, (posix.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._pid = posix.getpid()
        self._crew = _Crew(max_workers,
                           thread_name_prefix or f'ThreadPoolExecutor-{self._counter()}',
                           initializer, initargs)

    def __del__(self, _getpid=posix.getpid):    # bound early: globals go when a program ends
        crew = self.__dict__.get('_crew')
        if crew is not None and not crew.closed and self._pid == _getpid():
            crew.close()

    @property
    def _broken(self):
        return self._crew.broken or False

    @property
    def _threads(self):
        return self._crew.threads

    def submit(self, fn, /, *args, **kwargs):
        """Begin fn(*args, **kwargs) in a thread; returns a Future."""
        if _exiting:
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')
        future = _base.Future()
        self._crew.submit(_WorkItem(future, fn, args, kwargs))
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those submitted unless told otherwise."""
        self._crew.close()
        if cancel_futures:
            self._crew.cancel_pending()
        if wait:
            self._crew.join()
