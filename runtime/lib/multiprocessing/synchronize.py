"""Locks between processes.

Model: each object is made of counting semaphores. In a context that forks these have no name: they lie in
memory that a fork shares. In the others each has a name, by which a child opens it; the name goes
when the object dies, and the resource tracker sees to it if the process does not. A Condition is the
construction of Birrell (2003, "Implementing condition variables with semaphores"): waiters count
themselves in sleeping_count, block on wait_semaphore, and confirm in woken_count that they are up,
so that the notifier knows that no wake-up is left for the wrong sleeper.

Thread-safety with the global lock off: everything rests on the native semaphore; what is counted by
several of them is changed only while the Condition's lock is held.

Native: _multiprocessing.SemLock(kind, value, maxvalue, name, unlink).  A fork leaves its value shared and
makes its count of acquisitions, which is the process's own, zero in the child.
"""

import threading
from _multiprocessing import SemLock as _SemLock
from _multiprocessing import sem_unlink
from itertools import count
from time import monotonic

import posix

from multiprocessing import context, process, util

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event']

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
SEM_VALUE_MAX = _SemLock.SEM_VALUE_MAX

_serial = count()


def _make_named(kind, value, maxvalue):
    """A semaphore under a fresh name."""
    prefix = process.current_process()._config['semprefix']
    while True:
        name = f'{prefix}-{posix.getpid()}-{next(_serial)}-{posix.urandom(4).hex()}'
        try:
            return _SemLock(kind, value, maxvalue, name, False)
        except FileExistsError:
            pass


def _remove_name(name):
    from multiprocessing.resource_tracker import unregister
    sem_unlink(name)
    unregister(name, 'semaphore')


class SemLock:
    """A native semaphore; children get it by inheritance only."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        if (ctx or context._default_context).get_start_method() == 'fork':
            self._bind(_SemLock(kind, value, maxvalue, '', True))
            return
        self._bind(_make_named(kind, value, maxvalue))
        from multiprocessing.resource_tracker import register
        name = self._semlock.name
        register(name, 'semaphore')
        util.Finalize(self, _remove_name, (name,), exitpriority=0)

    def _bind(self, semlock):
        self._semlock = semlock
        self.acquire = semlock.acquire
        self.release = semlock.release
        util.debug('created semlock with handle %s', semlock.handle)

    def __enter__(self):
        return self._semlock.__enter__()

    def __exit__(self, *args):
        return self._semlock.__exit__()

    def __getstate__(self):
        context.assert_spawning(self)
        semlock = self._semlock
        if semlock.name is None:
            raise RuntimeError('A SemLock created in a fork context is being shared with a process in a '
                               'spawn context. This is not supported. Please use the same context to '
                               'create multiprocessing objects and Process.')
        return semlock.handle, semlock.kind, semlock.maxvalue, semlock.name

    def __setstate__(self, state):
        self._bind(_SemLock._rebuild(*state))

    def _owner(self):
        """The name of the owner of a lock, as far as it is known."""
        semlock = self._semlock
        if semlock._is_mine():
            name = process.current_process().name
            thread = threading.current_thread()
            return name if thread is threading.main_thread() else f'{name}|{thread.name}'
        if not semlock._is_zero():
            return None
        return 'SomeOtherThread' if semlock._count() > 0 else 'SomeOtherProcess'


class Semaphore(SemLock):
    """A counting semaphore."""

    def __init__(self, value=1, *, ctx=None):
        super().__init__(SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        return self._semlock._get_value()

    def __repr__(self):
        return f'<{type(self).__name__}(value={self._semlock._get_value()})>'


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to hold more units than it began with."""

    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        semlock = self._semlock
        return (f'<{type(self).__name__}(value={semlock._get_value()}, '
                f'maxvalue={semlock.maxvalue})>')


class Lock(SemLock):
    """A lock that any process or thread may release."""

    def __init__(self, *, ctx=None):
        super().__init__(SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        return f'<{type(self).__name__}(owner={self._owner()})>'


class RLock(SemLock):
    """A lock that its owner may take again."""

    def __init__(self, *, ctx=None):
        super().__init__(RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        owner = self._owner()
        count = self._semlock._count() if self._semlock._is_mine() else 0
        if owner in ('SomeOtherThread', 'SomeOtherProcess'):
            count = 'nonzero'
        return f'<{type(self).__name__}({owner}, {count})>'


class Condition:
    """A monitor between processes."""

    def __init__(self, lock=None, *, ctx=None):
        self._bind(lock or RLock(ctx=ctx), Semaphore(0, ctx=ctx), Semaphore(0, ctx=ctx),
                   Semaphore(0, ctx=ctx))

    def _bind(self, lock, sleeping_count, woken_count, wait_semaphore):
        self._lock = lock
        self._sleeping_count = sleeping_count
        self._woken_count = woken_count
        self._wait_semaphore = wait_semaphore
        self.acquire = lock.acquire
        self.release = lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore

    def __setstate__(self, state):
        self._bind(*state)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        waiters = self._sleeping_count.get_value() - self._woken_count.get_value()
        return f'<{type(self).__name__}({self._lock}, {waiters})>'

    def wait(self, timeout=None):
        """Give the lock up until notified; False if the timeout came first."""
        assert self._lock._semlock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        levels = self._lock._semlock._count()
        for _ in range(levels):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(levels):
                self._lock.acquire()

    def notify(self, n=1):
        """Wake up to n of those that wait."""
        assert self._lock._semlock._is_mine(), 'lock is not owned'
        assert not self._wait_semaphore.acquire(False), \
            'notify: Should not have been able to acquire _wait_semaphore'
        # Waits that timed out since the last call are up but still counted as sleeping.
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        woken = 0
        while woken < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            woken += 1
        for _ in range(woken):
            self._woken_count.acquire()
        # A sleeper that timed out in between has left its wake-up behind.
        while self._wait_semaphore.acquire(False):
            pass

    def notify_all(self):
        self.notify(SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; returns its last value."""
        result = predicate()
        deadline = None if timeout is None else monotonic() + timeout
        while not result:
            remaining = None if deadline is None else deadline - monotonic()
            if remaining is not None and remaining <= 0:
                break
            self.wait(remaining)
            result = predicate()
        return result


class Event:
    """A flag that processes can wait for."""

    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock(ctx=ctx), ctx=ctx)
        self._flag = Semaphore(0, ctx=ctx)

    def is_set(self):
        return not self._flag._semlock._is_zero()

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        """Wait for the flag; True if it is raised, False after the timeout."""
        with self._cond:
            if not self.is_set():
                self._cond.wait(timeout)
            return self.is_set()

    def __repr__(self):
        status = 'set' if self.is_set() else 'unset'
        return f'<{type(self).__qualname__} at {id(self):#x} {status}>'


class _Counter:
    """A small number that processes share; changed under a Condition's lock."""

    def __init__(self, ctx):
        self._units = Semaphore(0, ctx=ctx)

    def get(self):
        return self._units.get_value()

    def set(self, value):
        while self.get() < value:
            self._units.release()
        while self.get() > value:
            self._units.acquire(False)


_FILLING, _DRAINING, _RESETTING, _BROKEN = range(4)


class Barrier:
    """A meeting point of processes.

    Unlike among threads there is no object per filling to look at, so those that arrive while
    others still leave wait until the barrier is empty.
    """

    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        self._cond = Condition(Lock(ctx=ctx), ctx=ctx)
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._inside = _Counter(ctx)
        self._state = _Counter(ctx)

    def __repr__(self):
        module, name = type(self).__module__, type(self).__qualname__
        state = 'broken' if self.broken else f'waiters={self.n_waiting}/{self.parties}'
        return f'<{module}.{name} at {id(self):#x}: {state}>'

    def wait(self, timeout=None):
        """Wait for the others; returns this process's order of arrival, 0 .. parties - 1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state.get() in (_DRAINING, _RESETTING):
                self._cond.wait()
            if self._state.get() == _BROKEN:
                raise threading.BrokenBarrierError
            index = self._inside.get()
            self._inside.set(index + 1)
            try:
                if index + 1 == self._parties:
                    self._release_all()
                else:
                    self._wait_inside(timeout)
                return index
            finally:
                self._leave()

    def _release_all(self):
        try:
            if self._action:
                self._action()
        except BaseException:
            self._change(_BROKEN)
            raise
        self._change(_DRAINING)

    def _wait_inside(self, timeout):
        if not self._cond.wait_for(lambda: self._state.get() != _FILLING, timeout):
            self._change(_BROKEN)
        if self._state.get() != _DRAINING:
            raise threading.BrokenBarrierError

    def _leave(self):
        self._inside.set(self._inside.get() - 1)
        if not self._inside.get() and self._state.get() in (_DRAINING, _RESETTING):
            self._change(_FILLING)

    def _change(self, state):
        self._state.set(state)
        self._cond.notify_all()

    def reset(self):
        """Start afresh; processes that wait now get BrokenBarrierError."""
        with self._cond:
            if not self._inside.get():
                self._change(_FILLING)
            elif self._state.get() != _DRAINING:
                self._change(_RESETTING)

    def abort(self):
        """Break the barrier: waits, present and future, raise until reset()."""
        with self._cond:
            self._change(_BROKEN)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._inside.get() if self._state.get() == _FILLING else 0

    @property
    def broken(self):
        return self._state.get() == _BROKEN
