"""Condition, Semaphore, Event and Barrier: the waiting objects of threading.

Model: monitors in the sense of Hoare and of Mesa.  A Condition owns a queue of waiters; each
waiter is a fresh lock, already held, on which the waiting thread blocks a second time until a
notifier releases it.  The other three classes are a few fields guarded by one Condition.

Thread-safety with the global lock off: every field is read and written under the monitor's lock,
with one exception, Event's flag, which is a single attribute that readers may load at any time.
A waiter is taken from the queue only by a thread that holds the monitor's lock, hence by exactly
one notifier, and a wait that times out looks at its waiter again after it has the monitor's lock
back: a notification that arrived in between is honoured, so none is ever lost.

Native: _thread.allocate_lock, _thread.LockType, _thread.RLock, _collections.deque,
time.monotonic.
"""

from _collections import deque
from _thread import LockType, RLock, allocate_lock
from time import monotonic

__all__ = ['Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier', 'BrokenBarrierError']


class Condition:
    """A monitor: a lock plus a queue of threads that wait to be notified."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A recursive lock is given up, and taken back, at all its levels at once.
        if hasattr(lock, '_release_save'):
            self._release_save = lock._release_save
        if hasattr(lock, '_acquire_restore'):
            self._acquire_restore = lock._acquire_restore
        if hasattr(lock, '_is_owned'):
            self._is_owned = lock._is_owned
        elif type(lock) is LockType:
            self._is_owned = lock.locked
        self._waiters = deque()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f'<Condition({self._lock}, {len(self._waiters)})>'

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give the lock up until notified; False if the timeout came first."""
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        waiter = allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            else:
                notified = waiter.acquire(timeout > 0, timeout if timeout > 0 else -1)
        finally:
            self._acquire_restore(state)
            if not notified:
                notified = waiter.acquire(False)
                if not notified:
                    self._waiters.remove(waiter)
        return notified

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; returns its last value."""
        result = predicate()
        if timeout is None:
            while not result:
                self.wait()
                result = predicate()
            return result
        deadline = monotonic() + timeout
        while not result:
            remaining = deadline - monotonic()
            if remaining <= 0:
                break
            self.wait(remaining)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up to n of the threads that wait, the longest waiting first."""
        if not self._is_owned():
            raise RuntimeError('cannot notify on un-acquired lock')
        waiters = self._waiters
        while waiters and n > 0:
            waiters.popleft().release()
            n -= 1

    def notify_all(self):
        """Wake every thread that waits."""
        self.notify(len(self._waiters))

    notifyAll = notify_all


class Semaphore:
    """A counting semaphore (Dijkstra 1965)."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._cond = Condition(allocate_lock())
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>'

    def acquire(self, blocking=True, timeout=None):
        """Take one unit; False if none came in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            if self._value == 0 and not (blocking and self._wait_for_unit(timeout)):
                return False
            self._value -= 1
        return True

    __enter__ = acquire

    def _wait_for_unit(self, timeout):
        if timeout is None:
            while self._value == 0:
                self._cond.wait()
            return True
        deadline = monotonic() + timeout
        while self._value == 0:
            remaining = deadline - monotonic()
            if remaining <= 0:
                return False
            self._cond.wait(remaining)
        return True

    def release(self, n=1):
        """Give n units back."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, exc_type, exc, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to hold more units than it began with."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return (f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: '
                f'value={self._value}/{self._initial_value}>')

    def release(self, n=1):
        """Give n units back; ValueError if that makes more than the initial value."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError('Semaphore released too many times')
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(allocate_lock())
        self._flag = False

    def __repr__(self):
        cls = type(self)
        status = 'set' if self._flag else 'unset'
        return f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>'

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        """Raise the flag and wake every thread that waits for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait for the flag; True if it was raised, False after the timeout."""
        if self._flag:
            return True
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """The barrier was aborted or reset, or a wait timed out, while a thread waited."""


class _Generation:
    """One filling of a barrier; waiters look at the generation they arrived in."""

    __slots__ = ('tripped', 'broken')

    def __init__(self):
        self.tripped = False
        self.broken = False

    def is_over(self):
        return self.tripped or self.broken


class Barrier:
    """A meeting point: wait() returns in all parties at once.

    Every filling has a generation object, so a thread that is slow to leave the last one cannot
    be mistaken for an arrival in the next, and there is no phase in which arrivals must be held
    back.
    """

    def __init__(self, parties, action=None, timeout=None):
        self._cond = Condition(allocate_lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._count = 0
        self._generation = _Generation()

    def __repr__(self):
        cls = type(self)
        where = f'<{cls.__module__}.{cls.__qualname__} at {id(self):#x}'
        if self.broken:
            return f'{where}: broken>'
        return f'{where}: waiters={self.n_waiting}/{self.parties}>'

    def wait(self, timeout=None):
        """Wait for the others; returns this thread's order of arrival, 0 .. parties - 1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            generation = self._generation
            if generation.broken:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            if self._count == self._parties:
                self._trip(generation)
            else:
                self._wait_for_trip(generation, timeout)
            return index

    def _trip(self, generation):
        try:
            if self._action is not None:
                self._action()
        except BaseException:
            self._break(generation)
            raise
        generation.tripped = True
        self._next_generation()

    def _wait_for_trip(self, generation, timeout):
        try:
            in_time = self._cond.wait_for(generation.is_over, timeout)
        except BaseException:
            if not generation.is_over():
                self._break(generation)
            raise
        if not in_time:
            self._break(generation)
        if generation.broken:
            raise BrokenBarrierError

    def _break(self, generation):
        generation.broken = True
        self._count = 0
        self._cond.notify_all()

    def _next_generation(self):
        self._generation = _Generation()
        self._count = 0
        self._cond.notify_all()

    def reset(self):
        """Start afresh; threads that wait now get BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                self._generation.broken = True
            self._next_generation()

    def abort(self):
        """Break the barrier: waits, present and future, raise until reset()."""
        with self._cond:
            self._break(self._generation)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count

    @property
    def broken(self):
        return self._generation.broken


# Their home, in reprs and pickles, is the public module.
for _class in (Condition, Semaphore, BoundedSemaphore, Event, BrokenBarrierError, Barrier):
    _class.__module__ = 'threading'
del _class
