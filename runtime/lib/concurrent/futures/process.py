"""ProcessPoolExecutor.

Model: a crew of forked workers (multiprocessing._crew), started at the first submit(). A work item
is the crew's task. When a worker dies the executor is broken: what runs or waits fails with
BrokenProcessPool and the other workers are ended.

Thread-safety with the global lock off: the crew's lock guards its own state; the first submit()
starts the crew under _start_lock; _crews is a set changed by single operations.

Native: what multiprocessing._crew needs.
"""

import sys
import threading
from itertools import islice
from pickle import dumps, loads

import posix

from concurrent.futures import _base
from multiprocessing import get_context
from multiprocessing._crew import Crew

_crews = set()      # those whose workers run
_exiting = False


def _python_exit():
    """At exit, before threads are joined: finish what was submitted."""
    global _exiting
    _exiting = True
    for crew in _crews.copy():
        crew.close()
    for crew in _crews.copy():
        crew.join()


threading._register_atexit(_python_exit)
posix.register_at_fork(after_in_child=_crews.clear)    # a child has none of these workers


def _check_system_limits():
    """NotImplementedError where the system has no room for a pool's locks."""
    try:
        n = posix.sysconf('SC_SEM_NSEMS_MAX')
    except (AttributeError, ValueError):
        return
    if 0 <= n < 256:
        raise NotImplementedError(
            f'system provides too few semaphores ({n} available, 256 necessary)')


class BrokenProcessPool(_base.BrokenExecutor):
    """A worker process died."""


class _RemoteTraceback(Exception):
    """The text of a traceback in another process; the cause of the exception that came over."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _ExceptionWithTraceback:
    """Pickles an exception together with the text of its traceback."""

    def __init__(self, exc, tb):
        self.exc = exc
        self.tb = _traceback_text(exc, tb)
        # The traceback keeps frames alive and cannot be pickled.
        self.exc.__traceback__ = None

    def __reduce__(self):
        return _rebuild_exc, (self.exc, self.tb)


def _traceback_text(exc, tb):
    from traceback import format_exception
    return '\n"""\n' + ''.join(format_exception(type(exc), exc, tb)) + '"""'


def _rebuild_exc(exc, tb):
    exc.__cause__ = _RemoteTraceback(tb)
    return exc


def _failed(error):
    """The message that a call, or the pickling of its result, has failed."""
    return dumps((False, _ExceptionWithTraceback(error, error.__traceback__)))


def _run(fn, args, kwargs):
    """The message that says what a call has come to; even SystemExit is a result."""
    try:
        return dumps((True, fn(*args, **kwargs)))
    except BaseException as error:
        try:
            return _failed(error)
        except Exception as unsendable:
            return _failed(unsendable)


def _serve(tasks, results, initializer, initargs, *_):
    """The life of a worker: a failed initializer, or a call that cannot be read, ends it, which breaks the pool."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.log_critical('Exception in initializer:')
            return
    while True:
        try:
            message = tasks.recv_bytes()
        except (EOFError, OSError):
            return
        if not message:
            return
        results.send_bytes(_run(*loads(message)))


class _WorkItem:
    """A call and its future: a task of the crew."""

    __slots__ = ('future', 'fn', 'args', 'kwargs')

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def call(self):
        if not self.future.set_running_or_notify_cancel():
            return None
        return self.fn, self.args, self.kwargs

    def finish(self, ok, value):
        if ok:
            self.future.set_result(value)
            return
        if value.__cause__ is None and value.__traceback__ is not None:
            # It was raised here, while the call was pickled.
            value.__cause__ = _RemoteTraceback(_traceback_text(value, value.__traceback__))
        self.future.set_exception(value)

    def lost(self, process):
        self.fail('A process in the process pool was terminated abruptly while the future was '
                  'running or pending.')

    def fail(self, text):
        if self.future.running() or self.future.set_running_or_notify_cancel():
            self.future.set_exception(BrokenProcessPool(text))


class _ExecutorCrew(Crew):
    """Breaks when a worker dies."""

    broken = None

    def worker_gone(self, worker, task):
        """Called by the foreman: fail everything."""
        with self._lock:
            self.broken = ('A child process terminated abruptly, the process pool is not usable '
                           'anymore')
            tasks = [other.task for other in self._workers.values() if other.task is not None]
            tasks += self._pending
            self._pending.clear()
            for other in self._workers.values():
                other.task = None
        if task is not None:
            tasks.insert(0, task)
        self.terminate()
        for task in tasks:
            task.lost(worker.process)

    def unreadable(self, worker, task, error):
        """Called by the foreman: as CPython, give the pool up when a result cannot be made here."""
        self.worker_gone(worker, task)

    def ended(self):
        """Called by the foreman as its last act."""
        _crews.discard(self)


def _get_chunks(*iterables, chunksize):
    iterator = zip(*iterables)
    while chunk := tuple(islice(iterator, chunksize)):
        yield chunk


def _items_of(chunks):
    """What is in some lists, which keep nothing that was handed out."""
    for chunk in chunks:
        chunk.reverse()
        while chunk:
            yield chunk.pop()


def _process_chunk(fn, chunk):
    """In a worker: the results of several calls."""
    return [fn(*args) for args in chunk]


class ProcessPoolExecutor(_base.Executor):
    """Runs calls in other processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                 max_tasks_per_child=None):
        if max_workers is None:
            max_workers = posix.cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        if mp_context is None:
            mp_context = get_context(None if max_tasks_per_child is None else 'spawn')
        if max_tasks_per_child is not None:
            _check_max_tasks(max_tasks_per_child, mp_context)
        self._max_workers = max_workers
        self._pid = posix.getpid()
        self._mp_context = mp_context
        self._start_lock = threading.Lock()
        self._started = False
        self._shutdown = False
        self._crew = _ExecutorCrew(
            max_workers, self._make_worker(self._mp_context), initializer=initializer,
            initargs=initargs, max_tasks=max_tasks_per_child, serve=_serve)

    @staticmethod
    def _make_worker(mp_context):
        def make(target, args):
            return mp_context.Process(target=target, args=args)
        return make

    def __del__(self, _getpid=posix.getpid):    # bound early: globals go when a program ends
        if self.__dict__.get('_started') and self._pid == _getpid():
            self._crew.close()

    @property
    def _broken(self):
        return self._crew.broken or False

    @property
    def _executor_manager_thread(self):
        return self._crew.foreman

    @property
    def _processes(self):
        workers = list(self._crew._workers.values())
        return {worker.process.pid: worker.process for worker in workers}

    def submit(self, fn, /, *args, **kwargs):
        """Begin fn(*args, **kwargs) in a process; returns a Future."""
        crew = self._crew
        if crew.broken:
            raise BrokenProcessPool(crew.broken)
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if _exiting:
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')
        if not self._started:
            self._start()
        item = _WorkItem(_base.Future(), fn, args, kwargs)
        crew.submit(item)
        if crew.broken and not item.future.done():
            self._fail_late()
        return item.future

    def _start(self):
        with self._start_lock:
            if not self._started:
                _crews.add(self._crew)
                self._crew.start()
                self._started = True

    def _fail_late(self):
        """The crew broke while a call was on its way; nobody will look at it again."""
        for other in self._crew.cancel_pending():
            other.lost(None)

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like map(), with all calls begun at once, chunksize of them in one message."""
        if chunksize < 1:
            raise ValueError('chunksize must be >= 1.')
        from functools import partial
        results = super().map(partial(_process_chunk, fn),
                              _get_chunks(*iterables, chunksize=chunksize), timeout=timeout)
        return _items_of(results)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls; wait for those submitted unless told otherwise."""
        self._shutdown = True
        if cancel_futures:
            for item in self._crew.cancel_pending():
                item.future.cancel()
                item.future.set_running_or_notify_cancel()
        if self._started:
            self._crew.close()
            if wait:
                self._crew.join()


def _check_max_tasks(max_tasks, mp_context):
    if not isinstance(max_tasks, int):
        raise TypeError('max_tasks_per_child must be an integer')
    if max_tasks <= 0:
        raise ValueError('max_tasks_per_child must be >= 1')
    if mp_context.get_start_method() == 'fork':
        raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing "
                         "start method; supply a different mp_context.")
