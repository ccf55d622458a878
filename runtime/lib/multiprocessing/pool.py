"""Pools of processes, and of threads with the same interface.

Model: a Pool cuts work into tasks and hands them to a crew, which calls task.finish(ok, value) for
each.  A crew of processes is in _crew; the one of threads is at the end of this file.  A result
object (ApplyResult and its relatives) is what the caller waits for; the thread that completes it
also runs its callback.

A task whose worker process died fails with ProcessError; CPython's pool would wait for ever.

Thread-safety with the global lock off: results are written by one thread and then published by a
latch, a lock that is released once; what several threads complete together is counted under a lock.

Native: what _crew and queue need.
"""

import threading
from _collections import deque
from _thread import allocate_lock
from itertools import count, islice
import posix

from multiprocessing import context, util
from multiprocessing.context import ProcessError, TimeoutError

__all__ = ['Pool', 'ThreadPool']

RUN, CLOSE, TERMINATE, INIT = 'RUN', 'CLOSE', 'TERMINATE', 'INIT'

_job_counter = count()


def mapstar(args):
    return list(map(*args))


def starmapstar(args):
    function, items = args
    return [function(*item) for item in items]


class RemoteTraceback(Exception):
    """The text of a traceback in another process; the cause of the exception that came over."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """Pickles an exception together with the text of its traceback."""

    def __init__(self, exc, tb):
        from traceback import format_exception
        text = ''.join(format_exception(type(exc), exc, tb))
        self.exc = exc
        # The traceback keeps frames alive and cannot be pickled.
        self.exc.__traceback__ = None
        self.tb = f'\n"""\n{text}"""'

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """A result could not be pickled."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'


def _wrap_error(error):
    return ExceptionWithTraceback(error, error.__traceback__)


# Results.

class ApplyResult:
    """The result of one call; also the task that computes it."""

    def __init__(self, pool, call, callback=None, error_callback=None):
        self._pool = pool
        self._call = call
        self._callback = callback
        self._error_callback = error_callback
        self._ready = False
        self._latch = allocate_lock()
        self._latch.acquire()
        self._job = next(_job_counter)

    def ready(self):
        return self._ready

    def successful(self):
        """True if the call returned; ValueError if it has not ended."""
        if not self._ready:
            raise ValueError(f'{self!r} not ready')
        return self._success

    def wait(self, timeout=None):
        """Wait for the result, or timeout seconds."""
        if self._ready:
            return
        if timeout is None:
            passed = self._latch.acquire()
        else:
            passed = self._latch.acquire(True, max(timeout, 0))
        if passed:
            self._latch.release()    # for the others that wait

    def get(self, timeout=None):
        """Wait for the result and return it, or raise what the call raised."""
        self.wait(timeout)
        if not self._ready:
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    # The task.

    def call(self):
        return self._call

    def finish(self, ok, value):
        self._value = value
        self._success = ok
        callback = self._callback if ok else self._error_callback
        if callback:
            _call_back(callback, value)
        self._ready = True
        self._pool = self._call = None
        self._latch.release()

    def lost(self, process):
        self.finish(False, _lost_error(process))


AsyncResult = ApplyResult


def _call_back(callback, value):
    try:
        callback(value)
    except Exception:
        import sys
        sys.excepthook(*sys.exc_info())


def _lost_error(process):
    return ProcessError(f'worker process {process.name} ended with exit code {process.exitcode} '
                        'while it ran a task')


class MapResult(ApplyResult):
    """The list of results of many calls, computed in chunks."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, None, callback, error_callback)
        self._value = [None] * length
        self._success = True
        self._chunksize = chunksize
        self._lock = allocate_lock()
        self._left = length // chunksize + bool(length % chunksize) if chunksize > 0 else 0
        if not length:
            self._ready = True
            self._latch.release()

    def finish_chunk(self, index, ok, value):
        """Note the results of chunk index, or the exception that ended it."""
        with self._lock:
            self._left -= 1
            last = not self._left
            if self._success:
                if ok:
                    start = index * self._chunksize
                    self._value[start:start + self._chunksize] = value
                else:
                    self._success = False
                    self._value = value
        if last:
            self.finish(self._success, self._value)


class _Chunk:
    """A task: some of the calls of a MapResult."""

    __slots__ = ('result', 'index', 'args')

    def __init__(self, result, index, args):
        self.result = result
        self.index = index
        self.args = args

    def call(self):
        return self.args

    def finish(self, ok, value):
        self.result.finish_chunk(self.index, ok, value)

    def lost(self, process):
        self.finish(False, _lost_error(process))


class IMapIterator:
    """Results in the order of the arguments, each as soon as it and all before it are there."""

    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._arrived = {}      # index -> (ok, value)
        self._index = 0         # of the next result to return
        self._length = None     # known when all arguments are

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result; TimeoutError if it is not there in time."""
        with self._cond:
            if not self._cond.wait_for(self._has_next, timeout):
                raise TimeoutError from None
            if self._index == self._length:
                self._pool = None
                raise StopIteration from None
            ok, value = self._take()
            self._index += 1
        if ok:
            return value
        raise value

    __next__ = next

    def _has_next(self):
        return self._index in self._arrived or self._index == self._length

    def _take(self):
        return self._arrived.pop(self._index)

    def finish_chunk(self, index, ok, value):
        with self._cond:
            self._arrived[index] = ok, value
            self._cond.notify_all()

    def set_length(self, length):
        """There are no more than length results."""
        with self._cond:
            self._length = length
            self._cond.notify_all()


class IMapUnorderedIterator(IMapIterator):
    """Results in the order in which they are computed."""

    def _has_next(self):
        return bool(self._arrived) or self._index == self._length

    def _take(self):
        return self._arrived.pop(next(iter(self._arrived)))


# Pools.

class Pool:
    """A fixed number of worker processes that run calls."""

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None,
                 context=None):
        self._state = INIT
        self._ctx = context or self._default_context()
        if processes is None:
            processes = posix.cpu_count() or 1
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None and (
                not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._pid = posix.getpid()
        self._crew = self._make_crew(processes, initializer, initargs, maxtasksperchild)
        self._crew.start()
        self._terminate = util.Finalize(None, _end_crew, (self._crew,), exitpriority=15)
        self._state = RUN

    @staticmethod
    def _default_context():
        return context._default_context.get_context()

    def _make_crew(self, size, initializer, initargs, max_tasks):
        from multiprocessing._crew import Crew

        class PoolCrew(Crew):
            def worker_gone(self, worker, task):
                self._add_worker()
                if task is not None:
                    task.lost(worker.process)

        make_process = self._ctx.Process

        def make_worker(target, args):
            process = make_process(target=target, args=args, daemon=True)
            process.name = process.name.replace('Process', 'PoolWorker')
            return process

        return PoolCrew(size, make_worker, initializer=initializer, initargs=initargs,
                        max_tasks=max_tasks, wrap_error=_wrap_error,
                        wrap_unsendable=_wrap_unsendable)

    def __del__(self, _getpid=posix.getpid):    # bound early: globals go when a program ends
        # The crew does not know the pool, so nobody can give it work any more.
        # A child's copy of a pool has no workers, and its locks may be held for ever.
        if self._state is RUN and self._pid == _getpid():
            self._state = TERMINATE
            self._terminate.cancel()
            self._crew.terminate()

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} state={self._state} '
                f'pool_size={self._processes}>')

    def __reduce__(self):
        raise NotImplementedError(
            'pool objects cannot be passed between processes or pickled')

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def _check_running(self):
        if self._state is not RUN:
            raise ValueError('Pool not running')

    def apply(self, func, args=(), kwds={}):
        """func(*args, **kwds), in a worker."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Begin func(*args, **kwds) in a worker; returns an AsyncResult."""
        self._check_running()
        result = ApplyResult(self, (func, args, kwds), callback, error_callback)
        self._crew.submit(result)
        return result

    def map(self, func, iterable, chunksize=None):
        """[func(item) for item in iterable], in parallel."""
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Begin map(); returns an AsyncResult."""
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        """[func(*item) for item in iterable], in parallel."""
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Begin starmap(); returns an AsyncResult."""
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None,
                   error_callback=None):
        self._check_running()
        if not hasattr(iterable, '__len__'):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), self._processes * 4)
            if extra:
                chunksize += 1
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        if iterable:
            self._submit_chunks(result, func, iterable, mapper, chunksize)
        return result

    def _submit_chunks(self, result, func, iterable, mapper, chunksize):
        submit = self._crew.submit
        index = 0
        for index, items in enumerate(_chunks(iterable, chunksize), 1):
            submit(_Chunk(result, index - 1, (mapper, ((func, items),), {})))
        return index

    def imap(self, func, iterable, chunksize=1):
        """Iterate over func(item) in order, while they are computed."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """Iterate over func(item) in the order of completion."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f'Chunksize must be 1+, not {chunksize:n}')
        result = kind(self)
        feed = self._feed_imap, (result, func, iterable, chunksize)
        if hasattr(iterable, '__len__'):
            feed[0](*feed[1])
        else:
            # The iterable may take its time, or have no end.
            threading.Thread(target=feed[0], args=feed[1], daemon=True).start()
        if chunksize == 1:
            return result
        return (item for chunk in result for item in chunk)

    def _feed_imap(self, result, func, iterable, chunksize):
        submit = self._crew.submit
        index = 0
        try:
            if chunksize == 1:
                for item in iterable:
                    if self._state is TERMINATE:
                        break
                    submit(_Chunk(result, index, (func, (item,), {})))
                    index += 1
            else:
                index = self._submit_chunks(result, func, iterable, mapstar, chunksize)
        except Exception as error:
            result.finish_chunk(index, False, error)
            index += 1
        result.set_length(index)

    def close(self):
        """Take no more calls; the workers end when the work is done."""
        if self._state is RUN:
            self._state = CLOSE
            self._crew.close()

    def terminate(self):
        """End the workers at once."""
        self._state = TERMINATE
        self._terminate()

    def join(self):
        """Wait until the workers ended; close() or terminate() comes first."""
        if self._state is RUN:
            raise ValueError('Pool is still running')
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError('In unknown state')
        self._crew.join()


def _end_crew(crew):
    crew.terminate()
    crew.join()


def _wrap_unsendable(error, value):
    return MaybeEncodingError(error, value)


def _chunks(iterable, size):
    iterator = iter(iterable)
    while chunk := tuple(islice(iterator, size)):
        yield chunk


# Threads.

class ThreadPool(Pool):
    """A fixed number of worker threads that run calls."""

    @staticmethod
    def _default_context():
        return None

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)

    def _make_crew(self, size, initializer, initargs, max_tasks):
        return _ThreadCrew(size, initializer, initargs)


class _ThreadCrew:
    """Worker threads around one queue of tasks."""

    def __init__(self, size, initializer, initargs):
        self._tasks = deque()
        self._ready = threading.Condition(threading.Lock())
        self._open = True
        self._threads = [threading.Thread(target=self.worker, args=(initializer, initargs),
                                          daemon=True) for _ in range(size)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def submit(self, task):
        with self._ready:
            self._tasks.append(task)
            if self._ready._waiters:
                self._ready.notify()

    def close(self):
        """No more tasks come; does not wait."""
        with self._ready:
            self._open = False
            self._ready.notify_all()

    def terminate(self):
        """Begin no more tasks; does not wait."""
        with self._ready:
            self._open = False
            self._tasks.clear()
            self._ready.notify_all()

    def join(self):
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def worker(self, initializer, initargs):
        """The life of a worker thread."""
        if initializer is not None:
            initializer(*initargs)
        while (task := self._next_task()) is not None:
            function, args, kwargs = task.call()
            try:
                ok, value = True, function(*args, **kwargs)
            except Exception as error:
                ok, value = False, error
            task.finish(ok, value)
            task = value = function = args = kwargs = None

    def _next_task(self):
        with self._ready:
            while not self._tasks:
                if not self._open:
                    return None
                self._ready.wait()
            return self._tasks.popleft()
