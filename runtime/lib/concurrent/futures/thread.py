"""ThreadPoolExecutor.

Model: worker threads around one queue of calls. submit() starts a thread only when none is idle:
each worker releases _idle_semaphore after a call, and submit() takes a unit for the call that it
has queued.  A worker refers to its executor weakly: one that nobody else refers to is collected,
and None in the queue then lets the workers go, one after the other.

Thread-safety with the global lock off: an executor's flags change under its _shutdown_lock;
_threads_queues is a dict changed by single operations, and a thread is entered under
_global_shutdown_lock, so that none is started when _python_exit() has counted them.

Native: _futures (the calls, and the loop of a worker), _queue, what threading needs;
posix.cpu_count.
"""

import threading
from itertools import count

import posix
from _futures import Future, WorkItem as _WorkItem, serve
from _queue import Empty, SimpleQueue
from _weakref import ref

from concurrent.futures import _base

_threads_queues = {}        # of each worker thread that runs, its queue
_global_shutdown_lock = threading.Lock()
_shutdown = False


def _python_exit():
    """At exit, before threads are joined: let all workers finish what was submitted."""
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    workers = list(_threads_queues.items())
    for _, queue in workers:
        queue.put(None)
    for thread, _ in workers:
        thread.join()


def _after_fork():
    """In the child, which has none of these threads."""
    _threads_queues.clear()
    _global_shutdown_lock._at_fork_reinit()


threading._register_atexit(_python_exit)
posix.register_at_fork(after_in_child=_after_fork)


class BrokenThreadPool(_base.BrokenExecutor):
    """An initializer failed in a worker thread."""


def _worker(reference, queue, idle, initializer, initargs):
    """The life of a worker."""
    try:
        if initializer is None or _initialize(reference, initializer, initargs):
            serve(queue, idle, lambda: _must_end(reference, queue))
    except BaseException:
        _base.log_critical('Exception in worker')
    finally:
        _threads_queues.pop(threading.current_thread(), None)


def _initialize(reference, initializer, initargs):
    try:
        initializer(*initargs)
    except BaseException:
        _base.log_critical('Exception in initializer:')
        executor = reference()
        if executor is not None:
            executor._initializer_failed()
        return False
    return True


def _must_end(reference, queue):
    """Asked by a worker that has found None: no more calls will come?"""
    executor = reference()
    if executor is not None:
        if not (_shutdown or executor._shutdown):
            return False
        executor._shutdown = True
    queue.put(None)         # for the next one
    return True


def _drain(queue):
    """The calls that no worker has taken."""
    items = []
    try:
        while True:
            items.append(queue.get_nowait())
    except Empty:
        return [item for item in items if item is not None]


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
        self._work_queue = SimpleQueue()
        self._idle_semaphore = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or f'ThreadPoolExecutor-{self._counter()}'
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        """Begin fn(*args, **kwargs) in a thread; returns a Future."""
        with self._shutdown_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            if not self._idle_semaphore.acquire(False):
                self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        """A call is queued that no idle worker will take: start one more if there may be."""
        n_threads = len(self._threads)
        if n_threads >= self._max_workers:
            return
        queue = self._work_queue
        thread = threading.Thread(
            name=f'{self._thread_name_prefix}_{n_threads}', target=_worker,
            args=(ref(self, lambda _: queue.put(None)), queue, self._idle_semaphore,
                  self._initializer, self._initargs))
        with _global_shutdown_lock:
            if _shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            _threads_queues[thread] = queue
            try:
                thread.start()
            except BaseException:
                del _threads_queues[thread]
                raise
            self._threads.add(thread)

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
            items = _drain(self._work_queue)
        for item in items:
            if item.future.set_running_or_notify_cancel():
                item.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those submitted unless told otherwise."""
        with self._shutdown_lock:
            self._shutdown = True
            items = _drain(self._work_queue) if cancel_futures else ()
            self._work_queue.put(None)
        for item in items:
            item.future.cancel()
        if wait:
            for thread in self._threads:
                thread.join()
