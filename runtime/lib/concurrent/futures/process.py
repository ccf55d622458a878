"""ProcessPoolExecutor.

Model: a crew of workers (multiprocessing._crew), started at the first submit(): all at once if they are
forked, else each when a call comes and none is idle. A work item is a source of the crew with one
packet. When a worker dies the executor is broken: what runs or waits fails with BrokenProcessPool and the
other workers are ended.

Thread-safety with the global lock off: the crew's lock guards its own state; the first submit() starts
the crew under _start_lock; _crews is a set, and a crew's table of items a dict, changed by single
operations: who takes an item out of the table finishes its future.

Native: what multiprocessing._crew needs.
"""

import threading
from itertools import count, islice

import posix

from concurrent.futures import _base
from multiprocessing import get_context
from multiprocessing._crew import Crew, loads, serve
from multiprocessing.reduction import ForkingPickler

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


# Kinds of packets.
_CALL, _RESULT, _ERROR = range(3)


def _failed(error):
    """The answer that a call, or the pickling of its result, has failed."""
    return _ERROR, ForkingPickler.dumps(_ExceptionWithTraceback(error, error.__traceback__))


def _run(kind, body):
    """The answer that says what a call has come to; even SystemExit is a result."""
    fn, args, kwargs = ForkingPickler.loads(body)
    try:
        return _RESULT, ForkingPickler.dumps(fn(*args, **kwargs))
    except BaseException as error:
        try:
            return _failed(error)
        except Exception as unsendable:
            return _failed(unsendable)


def _serve(inbox, results, initializer, initargs, max_tasks):
    """The life of a worker: a failed initializer, or a call that cannot be read, ends it, which breaks the pool."""
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base.log_critical('Exception in initializer:')
            return
    serve(inbox, results, max_tasks, _run, _failed)


class _WorkItem:
    """A call and its future: a source of the crew."""

    __slots__ = ('crew', 'ticket', 'future', 'fn', 'args', 'kwargs')

    more = False

    def __init__(self, crew, future, fn, args, kwargs):
        self.crew = crew
        self.ticket = next(crew.tickets)
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs
        crew.items[self.ticket] = self

    def next_packet(self):
        """The call, unless it was cancelled or cannot be sent."""
        if self.ticket not in self.crew.items:      # the pool is broken
            return None
        try:
            if self.future.set_running_or_notify_cancel():
                call = self.fn, self.args, self.kwargs
                return _CALL, self.ticket, 0, ForkingPickler.dumps(call)
            self.crew.items.pop(self.ticket, None)
        except BaseException as error:
            self.fail(error)
            if not isinstance(error, Exception):
                raise
        return None

    def fail(self, error):
        """The call has failed here. Who waits is to see where, since the exception is raised again there."""
        if self.crew.items.pop(self.ticket, None) is not None:
            error.__cause__ = _RemoteTraceback(_traceback_text(error, error.__traceback__))
            self.future.set_exception(error)

    def take_back(self):
        """Cancel a call that was not sent."""
        if self.crew.items.pop(self.ticket, None) is not None and self.future.cancel():
            self._tell_of_cancellation()

    def give_up(self, error):
        """The same for one that is out of the table: it fails, unless it was cancelled, or somebody else has finished it."""
        try:
            self.future.set_exception(error)
        except _base.InvalidStateError:
            self._tell_of_cancellation()

    def _tell_of_cancellation(self):
        """Those who wait for the future; once."""
        with self.future._condition:
            if self.future._state == _base.CANCELLED:
                self.future.set_running_or_notify_cancel()


class _ExecutorCrew(Crew):
    """Breaks when a worker dies."""

    broken = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.tickets = count()
        self.items = {}     # ticket -> what is not finished

    def answer(self, kind, job, index, body):
        """Called by the foreman: finish a future, or give the pool up, as CPython does, if the result cannot be made here."""
        try:
            value = loads(body)
        except BaseException as error:      # an object may call sys.exit() as it is made
            from traceback import format_exception
            self._break("\n'''\n" + ''.join(format_exception(error)) + "'''")
            return
        item = self.items.pop(job, None)
        if item is None:
            return
        try:
            if kind == _RESULT:
                item.future.set_result(value)
            else:
                item.future.set_exception(value)
        except _base.InvalidStateError:     # somebody else has finished it
            pass

    def unsendable(self, job, index, error):
        """Called by who has the pump."""
        item = self.items.get(job)
        if item is not None:
            item.fail(error)

    def worker_gone(self, process):
        """Called by the foreman: fail everything."""
        self._break(None)

    def foreman_failed(self):
        """Called by the foreman, because of a callback of a future mostly."""
        self._break(None)

    def _break(self, cause):
        self.broken = ('A child process terminated abruptly, the process pool is not usable '
                       'anymore')
        self.terminate()
        self.fail_all(cause)

    def fail_all(self, cause=None):
        """What is not finished will never be.  Several threads may do this at a time."""
        while self.items:
            try:
                _, item = self.items.popitem()
            except KeyError:
                return
            error = BrokenProcessPool('A process in the process pool was terminated abruptly while '
                                      'the future was running or pending.')
            if cause is not None:
                error.__cause__ = _RemoteTraceback(cause)
            item.give_up(error)

    def ended(self):
        """Called by the foreman as its last act."""
        if self.broken:
            self.fail_all()
        _crews.discard(self)


class _CallQueue:
    """The calls on their way to the workers."""

    def __init__(self, crew):
        self._crew = crew

    def empty(self):
        return not self._crew.items

    def join_thread(self):
        """Wait for the thread that sends what there was no room for at once."""
        self._crew.join()


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
            max_workers, self._make_worker(mp_context), _serve,
            (initializer, initargs, max_tasks_per_child), limit=max_workers + 1,
            eager=mp_context.get_start_method() == 'fork')

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
        return {process.pid: process for process in self._crew.processes()}

    @property
    def _call_queue(self):
        return _CallQueue(self._crew)

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
        item = _WorkItem(crew, _base.Future(), fn, args, kwargs)
        try:
            if crew.submit(item):
                return item.future
        except BaseException:       # no process can be started, perhaps
            crew.items.pop(item.ticket, None)
            raise
        if not crew.broken:
            crew.items.pop(item.ticket, None)
            raise RuntimeError('cannot schedule new futures after shutdown')
        crew.fail_all()     # it broke while the call was on its way
        return item.future

    def _start(self):
        with self._start_lock:
            if not self._started:
                self._crew.start()
                _crews.add(self._crew)
                self._started = True

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
                item.take_back()
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
