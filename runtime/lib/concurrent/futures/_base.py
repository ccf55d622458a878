"""Futures, waiting for several of them, and the interface of executors.

Model: a Future goes PENDING -> RUNNING -> FINISHED, or PENDING -> CANCELLED ->
CANCELLED_AND_NOTIFIED when the executor has seen the cancellation. wait() and as_completed() hang
a waiter on each future; the thread that completes a future tells its waiters.

Thread-safety with the global lock off: a future's fields change under its _condition.  To look at
several at once, wait() takes their conditions in order of id(), which every thread does alike, so
there is no deadlock.  Callbacks run without the lock.

Native: what threading needs.
"""

import sys
import threading
from time import monotonic

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING = 'PENDING'
RUNNING = 'RUNNING'
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_DONE = (CANCELLED_AND_NOTIFIED, FINISHED)
_CANCELLED = (CANCELLED, CANCELLED_AND_NOTIFIED)
_SHOWN = {PENDING: 'pending', RUNNING: 'running', CANCELLED: 'cancelled',
          CANCELLED_AND_NOTIFIED: 'cancelled', FINISHED: 'finished'}


def log_critical(text):
    """Log it together with the exception that is being handled."""
    from logging import getLogger
    getLogger('concurrent.futures').critical(text, exc_info=True)


class Error(Exception):
    """Base of this package's errors."""


class CancelledError(Error):
    """The future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The future is not in a state that allows this."""


class BrokenExecutor(RuntimeError):
    """The executor cannot run calls any more."""


class Future:
    """The result, to come, of a call."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            shown = f'<{type(self).__name__} at {id(self):#x} state={_SHOWN[self._state]}'
            if self._state != FINISHED:
                return shown + '>'
            if self._exception:
                return f'{shown} raised {type(self._exception).__name__}>'
            return f'{shown} returned {type(self._result).__name__}>'

    def cancel(self):
        """Cancel the call if it has not begun; True if it will never run."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in _CANCELLED:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        return self._state in _CANCELLED

    def running(self):
        return self._state == RUNNING

    def done(self):
        return self._state == FINISHED or self._state in _CANCELLED

    def add_done_callback(self, fn):
        """Call fn(self) when the future is done, at once if it is."""
        with self._condition:
            if self._state != FINISHED and self._state not in _CANCELLED:
                self._done_callbacks.append(fn)
                return
        self._call_back(fn)

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call_back(callback)

    def _call_back(self, callback):
        try:
            callback(self)
        except Exception:
            if sys.stderr is not None:
                sys.stderr.write(f'exception calling callback for {self!r}\n')
                sys.__excepthook__(*sys.exc_info())

    def result(self, timeout=None):
        """Wait for the result and return it, or raise what the call raised."""
        try:
            with self._condition:
                self._wait_until_done(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            # The exception's traceback refers to this frame.
            self = None

    def exception(self, timeout=None):
        """Wait for the end and return the exception that the call raised, or None."""
        with self._condition:
            self._wait_until_done(timeout)
            return self._exception

    def _wait_until_done(self, timeout):
        """Wait, with the lock held, until finished; raises if cancelled or too late."""
        if self._state not in _CANCELLED and self._state != FINISHED:
            self._condition.wait_for(self.done, timeout)
        if self._state in _CANCELLED:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    # For executors.

    def set_running_or_notify_cancel(self):
        """Before the call: True to go on, False if it was cancelled."""
        with self._condition:
            if self._state == PENDING:
                self._state = RUNNING
                return True
            if self._state != CANCELLED:
                if sys.stderr is not None:
                    sys.stderr.write(
                        f'Future {id(self)} in unexpected state: {self._state}\n')
                raise RuntimeError('Future in unexpected state')
            self._state = CANCELLED_AND_NOTIFIED
            for waiter in self._waiters:
                waiter.add_cancelled(self)
            return False

    def set_result(self, result):
        """Finish with a result."""
        with self._condition:
            self._check_settable()
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_result(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """Finish with an exception."""
        with self._condition:
            self._check_settable()
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def _check_settable(self):
        if self._state == FINISHED or self._state in _CANCELLED:
            raise InvalidStateError(f'{self._state}: {self!r}')

    __class_getitem__ = classmethod(type(list[int]))


# Waiting for several.

class _Waiter:
    """Collects futures that got done; wakes its thread for the first, or the last, of them."""

    def __init__(self, n_awaited, stop_on_exception=False):
        self.lock = threading.Lock()
        self.event = threading.Event()
        self.finished = []
        self._n_awaited = n_awaited
        self._stop_on_exception = stop_on_exception

    def add_result(self, future):
        with self.lock:
            self.finished.append(future)
            self._n_awaited -= 1
            if self._n_awaited <= 0:
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


class _AllLocked:
    """Holds the conditions of several futures."""

    def __init__(self, futures):
        self._futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self._futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self._futures:
            future._condition.release()
        self._futures = None        # as_completed() keeps nothing alive that it has handed out


def _unhook(waiter, futures):
    for future in futures:
        with future._condition:
            future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """Yield the futures as they get done; TimeoutError if that takes too long altogether."""
    deadline = None if timeout is None else monotonic() + timeout
    fs = set(fs)
    total = len(fs)
    waiter = _Waiter(1)
    with _AllLocked(fs):
        finished = [future for future in fs if future._state in _DONE]
        pending = fs.difference(finished)
        for future in pending:
            future._waiters.append(waiter)
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
    with _AllLocked(fs):
        done = {future for future in fs if future._state in _DONE}
        not_done = fs - done
        if _is_enough(done, not_done, return_when):
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_COMPLETED:
            waiter = _Waiter(1)
        elif return_when in (FIRST_EXCEPTION, ALL_COMPLETED):
            waiter = _Waiter(len(not_done), return_when == FIRST_EXCEPTION)
        else:
            raise ValueError(f'Invalid return condition: {return_when!r}')
        for future in not_done:
            future._waiters.append(waiter)
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
