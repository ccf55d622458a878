"""Waiting for several futures, and the interface of executors.

Model: Future is in C (_futures): PENDING -> RUNNING -> FINISHED, or PENDING -> CANCELLED ->
CANCELLED_AND_NOTIFIED when the executor has seen the cancellation. wait() and as_completed() hang
a waiter on each future; the thread that completes a future tells its waiters.

Thread-safety with the global lock off: a waiter is hung on a future, or the future found done, in
one step (Future._add_waiter); what a waiter has collected changes under its lock.

Native: _futures; what threading needs.
"""

import threading
from time import monotonic

from _futures import CancelledError, Error, Future, InvalidStateError

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING = 'PENDING'
RUNNING = 'RUNNING'
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_DONE = (CANCELLED_AND_NOTIFIED, FINISHED)


def __getattr__(name):
    if name == 'LOGGER':        # logging is loaded when there is something to log
        return _logger()
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _logger():
    from logging import getLogger
    return getLogger('concurrent.futures')


def log_critical(text):
    """Log it together with the exception that is being handled."""
    _logger().critical(text, exc_info=True)


def log_failed_callback(future, error):
    """Called by Future for an exception that a callback has raised."""
    _logger().error('exception calling callback for %r', future, exc_info=error)


def log_unexpected_state(future, state):
    """Called by Future when an executor begins what has begun before."""
    _logger().critical('Future %s in unexpected state: %s', id(future), state)


TimeoutError = TimeoutError


class BrokenExecutor(RuntimeError):
    """The executor cannot run calls any more."""


# Waiting for several.

class _Waiter:
    """Collects futures that got done; wakes its thread for the first, or the last, of them."""

    def __init__(self, stop_on_exception=False):
        self.lock = threading.Lock()
        self.event = threading.Event()
        self.finished = []
        self._n_collected = 0
        self._n_awaited = None      # not yet known
        self._stop_on_exception = stop_on_exception

    def hang_on(self, futures):
        """The futures that are done, and those that will be told of."""
        done, pending = set(), set()
        for future in futures:
            (pending if _add_waiter(future, self) else done).add(future)
        return done, pending

    def expect(self, n):
        """From now on the n-th future, counted from the beginning, raises the event."""
        with self.lock:
            self._n_awaited = n
            if self._n_collected >= n:
                self.event.set()

    def add_result(self, future):
        with self.lock:
            self.finished.append(future)
            self._n_collected += 1
            if self._n_awaited is not None and self._n_collected >= self._n_awaited:
                self.event.set()

    add_cancelled = add_result

    def add_exception(self, future):
        self.add_result(future)
        if self._stop_on_exception:
            self.event.set()

    def take(self):
        """The futures since the last call."""
        with self.lock:
            finished, self.finished = self.finished, []
            self.event.clear()
        return finished


def _add_waiter(future, waiter):
    if isinstance(future, Future):
        return future._add_waiter(waiter)
    with future._condition:         # something that looks like a future
        if future._state in _DONE:
            return False
        future._waiters.append(waiter)
        return True


def _unhook(waiter, futures):
    for future in futures:
        if isinstance(future, Future):
            future._remove_waiter(waiter)
        else:
            with future._condition:
                future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """Yield the futures as they get done; TimeoutError if that takes too long altogether."""
    deadline = None if timeout is None else monotonic() + timeout
    fs = set(fs)
    total = len(fs)
    waiter = _Waiter()
    waiter.expect(1)
    finished, pending = waiter.hang_on(fs)
    finished = list(finished)
    fs = None
    try:
        while True:
            while finished:
                yield finished.pop()
            if not pending:
                return
            remaining = None if deadline is None else deadline - monotonic()
            if remaining is not None and remaining < 0:
                raise TimeoutError(f'{len(pending)} (of {total}) futures unfinished')
            waiter.event.wait(remaining)
            finished = waiter.take()
            finished.reverse()
            pending.difference_update(finished)
            _unhook(waiter, finished)
    finally:
        _unhook(waiter, pending)


class DoneAndNotDoneFutures(tuple):
    """What wait() returns: a pair of sets."""

    __slots__ = ()

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __getnewargs__(self):
        return tuple(self)

    def __repr__(self):
        return f'DoneAndNotDoneFutures(done={self.done!r}, not_done={self.not_done!r})'


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for all, the first, or the first failed of some futures."""
    fs = set(fs)
    waiter = _Waiter(return_when == FIRST_EXCEPTION)
    done, not_done = waiter.hang_on(fs)
    if not _is_enough(done, not_done, return_when):
        if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
            raise ValueError(f'Invalid return condition: {return_when!r}')
        waiter.expect(1 if return_when == FIRST_COMPLETED else len(not_done))
        waiter.event.wait(timeout)
    _unhook(waiter, not_done)
    done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, fs - done)


def _is_enough(done, not_done, return_when):
    if not not_done:
        return True
    if return_when == FIRST_COMPLETED:
        return bool(done)
    return return_when == FIRST_EXCEPTION and any(
        future._state == FINISHED and future._exception for future in done)


class Executor:
    """Runs calls elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        """Begin fn(*args, **kwargs); returns a Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like map(), with all calls begun at once; results come in order."""
        deadline = None if timeout is None else monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, deadline)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more calls and release the workers when the work is done."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _results(futures, deadline):
    try:
        futures.reverse()
        while futures:
            # The list must not keep a result alive that was handed out.
            yield _result_or_cancel(
                futures.pop(), None if deadline is None else deadline - monotonic())
    finally:
        for future in futures:
            future.cancel()


def _result_or_cancel(future, timeout):
    try:
        return future.result(timeout)
    finally:
        future.cancel()
        future = None
