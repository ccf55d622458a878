"""Pool and ThreadPool: workers that run calls, one by one or over the items of an iterable.

Model: every call of a method that gives work makes a result object, the job. What is to be done for it
comes from a source (see multiprocessing._crew), chunk by chunk, and what a chunk has come to is set in the
job by its index. A Pool has a crew of processes; a ThreadPool has threads around a queue, which look the
same from here. map() and apply() hand their sources over themselves; iterables of imap() are read by a
thread of their own, the feeder, since they may take their time.

    map, apply ----------> source --> crew --> workers --> job._set(index, ok, value)
    imap --> feeder ----------^

An argument, a result or an exception that cannot be sent, or not be read where it arrives, is the
error of that job; workers and pool go on.

Thread-safety with the global lock off: a job is set by the foreman, or by any of the threads of a
ThreadPool or one that could not pickle, and hence under a lock of its own. The table of jobs is a dict
changed by single operations.

Native: threading, queue.SimpleQueue; for processes what multiprocessing._crew needs.
"""

import threading
import warnings
from _collections import deque
from _queue import SimpleQueue
from itertools import count, islice

import posix

from multiprocessing import TimeoutError, get_context, util

__all__ = ['Pool', 'ThreadPool']

INIT, RUN, CLOSE, TERMINATE = 'INIT', 'RUN', 'CLOSE', 'TERMINATE'

job_counter = count()

# Kinds of packets.
_CALL, _MAP, _STARMAP, _RESULT, _ERROR = range(5)

_READ_AHEAD = 32        # chunks of an imap() that are waiting to be sent
_SMALL = 16             # items, which are sent rather than a range of them


# What travels.

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
        self.exc = exc
        self.tb = '\n"""\n' + ''.join(format_exception(type(exc), exc, tb)) + '"""'

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """A result could not be sent."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'


# Workers.

def _do(kind, function, items):
    if kind == _CALL:
        args, kwargs = items
        return function(*args, **kwargs)
    if kind == _MAP:
        return [function(item) for item in items]
    return [function(*args) for args in items]


def _run(kind, body):
    """In a worker process: the answer to a packet."""
    from multiprocessing.reduction import ForkingPickler
    try:
        value = _do(kind, *ForkingPickler.loads(body))
        kind = _RESULT
    except Exception as error:
        value = ExceptionWithTraceback(error, error.__traceback__)
        kind = _ERROR
    try:
        return kind, ForkingPickler.dumps(value)
    except Exception as error:
        return _failed(MaybeEncodingError(error, value))


def _failed(error):
    """In a worker process: the answer that a call has failed, which says nothing of where."""
    return _ERROR, _dumps(error)


def _serve(inbox, results, initializer, initargs, max_tasks):
    """The life of a worker process."""
    from multiprocessing._crew import serve
    if initializer is not None:
        initializer(*initargs)
    serve(inbox, results, max_tasks, _run, _failed)


def _make_worker(make, context, target, args):
    process = make(context, target=target, args=args)
    process.name = process.name.replace('Process', 'PoolWorker')
    process.daemon = True
    return process


# Sources.

class _Call:
    """One call, or one chunk."""

    more = False

    def __init__(self, job, kind, function, items, index=0, pulled=None):
        self.job = job
        self.kind = kind
        self.function = function
        self.items = items
        self.index = index
        self._pulled = pulled       # called when this is not waiting any more

    def next_call(self):
        """(kind, index, function, items) of what is to be done next; None at the end."""
        if self._pulled is not None:
            self._pulled()
        return self.kind, self.index, self.function, self.items

    def next_packet(self):
        """The same for a crew; a chunk that cannot be pickled has failed."""
        while (call := self.next_call()) is not None:
            kind, index, function, items = call
            try:
                return kind, self.job._job, index, _dumps((function, items))
            except Exception as error:
                self.job._set(index, False, error)
            if not self.more:
                break
        return None


class _Chunks(_Call):
    """The chunks of a sequence that nobody changes."""

    more = True

    def __init__(self, job, kind, function, items, size):
        super().__init__(job, kind, function, items)
        self._size = size

    def next_call(self):
        begin = self.index * self._size
        chunk = self.items[begin:begin + self._size]
        if self._size < _SMALL:
            chunk = list(chunk)
        self.index += 1
        self.more = begin + self._size < len(self.items)
        return (self.kind, self.index - 1, self.function, chunk) if chunk else None


def _dumps(obj):
    global _dumps
    from multiprocessing.reduction import ForkingPickler
    _dumps = ForkingPickler.dumps
    return _dumps(obj)


# Jobs.

def _call_back(callback, value):
    """The thread that brings results must survive what a callback does, sys.exit() included."""
    try:
        callback(value)
    except (Exception, SystemExit) as error:
        threading.excepthook(threading.ExceptHookArgs(
            (type(error), error, error.__traceback__, threading.current_thread())))


class ApplyResult:
    """What apply_async() returns: the result, to come, of a call."""

    def __init__(self, pool, callback, error_callback):
        self._pool = pool           # which lives until this is done
        self._event = threading.Event()
        self._job = next(job_counter)
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._success = None
        self._value = None
        self._cache[self._job] = self

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        """Wait for the result and return it, or raise what the call raised."""
        self._event.wait(timeout)
        if not self._event.is_set():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, index, ok, value):
        self._finish(ok, value)

    def _finish(self, ok, value):
        self._success = ok
        self._value = value
        callback = self._callback if ok else self._error_callback
        if callback:
            _call_back(callback, value)
        self._cache.pop(self._job, None)
        self._event.set()
        self._pool = self._callback = self._error_callback = None

    __class_getitem__ = classmethod(type(list[int]))


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """What map_async() returns; done when all chunks are, whether one has failed or not."""

    def __init__(self, pool, chunksize, length, callback, error_callback):
        super().__init__(pool, callback, error_callback)
        self._lock = threading.Lock()
        self._size = chunksize
        self._results = [None] * length
        self._error = None
        self._n_left = -(-length // chunksize) if chunksize > 0 else 0
        if self._n_left == 0:
            self._callback = None
            self._finish(True, self._results)

    def _set(self, index, ok, value):
        with self._lock:
            if not ok:
                self._error = self._error or value
            elif self._size == 1:
                self._results[index] = value[0]
            else:
                self._results[index * self._size:(index + 1) * self._size] = value
            self._n_left -= 1
            is_last = self._n_left == 0
        if is_last:
            if self._error is None:
                self._finish(True, self._results)
            else:
                self._finish(False, self._error)
            self._results = None


class IMapIterator:
    """What imap() returns: results in the order of the items."""

    def __init__(self, pool):
        self._pool = pool           # which lives until all is there
        self._ready = threading.Condition(threading.Lock())
        self._job = next(job_counter)
        self._cache = pool._cache
        self._items = {}            # index -> (ok, value)
        self._n_set = 0
        self._n_given = 0
        self._length = None
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        """The next result, or what its call raised; TimeoutError if it takes too long."""
        with self._ready:
            if not self._ready.wait_for(self._is_next_there, timeout):
                raise TimeoutError
            if self._n_given == self._length:
                raise StopIteration
            ok, value = self._take()
            self._n_given += 1
        if ok:
            return value
        raise value

    __next__ = next

    def _is_next_there(self):
        return self._n_given in self._items or self._n_given == self._length

    def _take(self):
        return self._items.pop(self._n_given)

    def _store(self, index, item):
        self._items[index] = item

    def _set(self, index, ok, value):
        with self._ready:
            self._store(index, (ok, value))
            self._n_set += 1
            self._end_if_complete()
            self._ready.notify_all()

    def _set_length(self, length):
        with self._ready:
            self._length = length
            self._end_if_complete()
            self._ready.notify_all()

    def _end_if_complete(self):
        if self._n_set == self._length:
            self._cache.pop(self._job, None)
            self._pool = None


class IMapUnorderedIterator(IMapIterator):
    """What imap_unordered() returns: results as they come."""

    def __init__(self, pool):
        super().__init__(pool)
        self._items = deque()

    def _is_next_there(self):
        return self._items or self._n_given == self._length

    def _take(self):
        return self._items.popleft()

    def _store(self, index, item):
        self._items.append(item)


class _Feeder:
    """Reads the iterables of imap(), one after the other, in a thread of its own."""

    def __init__(self, crew):
        self._crew = crew
        self._jobs = SimpleQueue()
        self._room = threading.Semaphore(_READ_AHEAD)
        self._is_over = False
        self._thread = threading.Thread(target=self._feed, daemon=True)
        self._thread.start()

    def add(self, job, function, iterable, size):
        """size: None for single items, of which the result is not a list. False: it is too late."""
        try:
            if not self._crew.hold(job):
                return False
            self._jobs.put((job, function, iterable, size))
            return True
        except BaseException:       # Ctrl-C in between
            self._crew.release(job)
            raise

    def stop(self):
        """No more jobs come, and nobody waits for what was not read."""
        self._is_over = True
        self._room.release()
        self._jobs.put(None)

    def _feed(self):
        while (entry := self._jobs.get()) is not None:
            self._read(*entry)
            self._crew.release(entry[0])
            entry = None

    def _read(self, job, function, iterable, size):
        index = 0
        try:
            iterator = iter(iterable)
            while chunk := tuple(islice(iterator, size or 1)):
                kind, items = (_CALL, (chunk, {})) if size is None else (_MAP, chunk)
                self._room.acquire()
                if self._is_over:
                    return
                self._crew.submit(_Call(job, kind, function, items, index, self._room.release))
                index += 1
        except BaseException as error:      # of the iterable
            job._set(index, False, error)
            index += 1
        job._set_length(index)


# Workers that are threads.

class _Threads:
    """What a crew is, with threads instead of processes."""

    def __init__(self, size, initializer, initargs):
        self._lock = threading.Lock()
        self._calls = SimpleQueue()
        # Under _lock.
        self._is_closed = False
        self._is_stopped = False    # calls that are put there now would not be taken
        self._feeders = set()       # tokens of those who will put more even when it is closed
        self.jobs = {}
        self._threads = [threading.Thread(target=self._work, args=(initializer, initargs), daemon=True)
                         for _ in range(size)]

    def start(self):
        for thread in self._threads:
            thread.start()

    def processes(self):
        return self._threads

    def refill(self):
        """Threads do not end before they are told to."""

    def submit(self, source):
        while True:
            call = source.next_call()
            with self._lock:
                if self._is_stopped:
                    return False
                if call is not None:
                    self._calls.put((source.job, *call))
            if not source.more:
                return True

    def _work(self, initializer, initargs):
        if initializer is not None:
            initializer(*initargs)
        while (call := self._calls.get()) is not None:
            job, kind, index, function, items = call
            try:
                job._set(index, True, _do(kind, function, items))
            except BaseException as error:
                job._set(index, False, error)
            call = job = function = items = None

    def close(self):
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._stop_if_complete_locked()

    def terminate(self):
        """Forget what was not begun."""
        try:
            while True:
                self._calls.get_nowait()
        except Exception:       # it is empty
            pass
        with self._lock:
            self._stop_locked()

    def _stop_if_complete_locked(self):
        if self._is_closed and not self._feeders:
            self._stop_locked()

    def _stop_locked(self):
        self._is_stopped = True
        for _ in self._threads:
            self._calls.put(None)

    def hold(self, token):
        with self._lock:
            if self._is_stopped:
                return False
            self._feeders.add(token)
            return True

    def release(self, token):
        with self._lock:
            self._feeders.discard(token)
            self._stop_if_complete_locked()

    def join(self):
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()


# Pools.

def _end(crew, feeders, wait):
    """End a pool that is terminated or was forgotten."""
    crew.terminate()
    for feeder in feeders:
        feeder.stop()
    if wait:
        crew.join()


class Pool:
    """Worker processes."""

    _waits_for_end = True
    _state = INIT           # as long as __init__() has not come to its end

    @staticmethod
    def Process(ctx, *args, **kwds):
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None,
                 context=None):
        self._ctx = context or get_context()
        if processes is None:
            processes = posix.cpu_count() or 1
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._crew = self._make_crew(initializer, initargs, maxtasksperchild)
        self._cache = self._crew.jobs
        self._feeder_lock = threading.Lock()
        self._feeders = []      # at most one, made under that lock
        self._crew.start()
        self._terminate = util.Finalize(
            self, _end, args=(self._crew, self._feeders, self._waits_for_end), exitpriority=15)
        self._state = RUN

    def _make_crew(self, initializer, initargs, max_tasks):
        from functools import partial

        from multiprocessing._crew import JobCrew
        return JobCrew(_RESULT, self._processes, partial(_make_worker, self.Process, self._ctx), _serve,
                       (initializer, initargs, max_tasks))

    def __del__(self, _warn=warnings.warn, RUN=RUN):    # bound early: globals go when a program ends
        if self._state == RUN:
            _warn(f'unclosed running multiprocessing pool {self!r}', ResourceWarning, source=self)

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} state={self._state} '
                f'pool_size={len(self._pool)}>')

    def __reduce__(self):
        raise NotImplementedError(
            'pool objects cannot be passed between processes or pickled')

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    @property
    def _pool(self):
        return self._crew.processes()

    def _repopulate_pool(self):
        self._crew.refill()

    def _check_running(self):
        if self._state != RUN:
            raise ValueError('Pool not running')

    # Giving work.

    def apply(self, func, args=(), kwds={}):
        """func(*args, **kwds) in a worker."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """The same, without waiting; returns a result object."""
        self._check_running()
        job = ApplyResult(self, callback, error_callback)
        self._submit(job, _Call(job, _CALL, func, (args, kwds)))
        return job

    def map(self, func, iterable, chunksize=None):
        """The list of func(item) for all items."""
        return self._map_async(_MAP, func, iterable, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same, without waiting; returns a result object."""
        return self._map_async(_MAP, func, iterable, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        """The list of func(*item) for all items."""
        return self._map_async(_STARMAP, func, iterable, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """The same, without waiting; returns a result object."""
        return self._map_async(_STARMAP, func, iterable, chunksize, callback, error_callback)

    def _map_async(self, kind, func, iterable, chunksize, callback=None, error_callback=None):
        self._check_running()
        # Slices of what cannot change are sent as they are; those of a range are small.
        items = iterable if type(iterable) in (range, tuple) else list(iterable)
        if chunksize is None:
            # Four chunks for each worker: they may take differently long.
            chunksize = -(-len(items) // (self._processes * 4))
        job = MapResult(self, chunksize, len(items), callback, error_callback)
        if not job.ready():
            self._submit(job, _Chunks(job, kind, func, items, chunksize))
        return job

    def _submit(self, job, source):
        """Another thread may have ended the pool since _check_running()."""
        if not self._crew.submit(source):
            self._refuse(job)

    def _refuse(self, job):
        self._cache.pop(job._job, None)
        raise ValueError('Pool not running')

    def imap(self, func, iterable, chunksize=1):
        """An iterator over func(item), which reads the iterable ahead; slower than map()."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """The same, with results as they come."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f'Chunksize must be 1+, not {chunksize:n}')
        job = kind(self)
        with self._feeder_lock:
            if not self._feeders:
                self._feeders.append(_Feeder(self._crew))
        if not self._feeders[0].add(job, func, iterable, None if chunksize == 1 else chunksize):
            self._refuse(job)
        return job if chunksize == 1 else (item for chunk in job for item in chunk)

    # Ending.

    def close(self):
        """Take no more work; workers end when all is done."""
        if self._state == RUN:
            self._state = CLOSE
            self._crew.close()

    def terminate(self):
        """End the workers at once."""
        self._state = TERMINATE
        self._terminate()

    def join(self):
        """Wait for the workers, after close() or terminate()."""
        if self._state == RUN:
            raise ValueError('Pool is still running')
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError('In unknown state')
        self._crew.join()
        for feeder in self._feeders:
            feeder.stop()


class ThreadPool(Pool):
    """A Pool of threads."""

    _waits_for_end = False      # a thread cannot be ended in the middle of a call

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)

    def _make_crew(self, initializer, initargs, max_tasks):
        return _Threads(self._processes, initializer, initargs)
