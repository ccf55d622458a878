"""Threads.

Model: a Thread object describes one native thread.  It is new, then started (its entry moves from
_limbo, threads on their way, to _active, threads that run, keyed by identifier), then stopped.
The end is told by a sentinel lock that the runtime releases as the very last act of the native
thread: join() waits for that lock, and so does _shutdown() for every thread that is not daemonic.

Thread-safety with the global lock off: _limbo, _active and _shutdown_locks change only under
_active_limbo_lock or _shutdown_locks_lock; a lookup by the thread's own identifier needs no lock,
because only that thread adds or removes the entry.  Fields of a Thread are written before its
_started event is set or by the thread that observed its end, and each is one word.

Native: _thread (start_new_thread, allocate_lock, RLock, _local, _set_sentinel, _await_sentinel,
get_ident, get_native_id, stack_size, TIMEOUT_MAX, error), itertools.count (next() is
atomic), sys.__excepthook__, posix.register_at_fork, and _sync: Condition and its kin.  The runtime
calls _shutdown() before the atexit functions.
"""

import sys as _sys
import _thread
from _thread import (TIMEOUT_MAX, RLock, _await_sentinel, _local as local, allocate_lock as Lock,
                     error as ThreadError, get_ident, get_native_id, stack_size,
                     start_new_thread as _start_new_thread)
from itertools import count as _count

from _sync import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Semaphore

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread',
           'TIMEOUT_MAX', 'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread',
           'Barrier', 'BrokenBarrierError', 'Timer', 'ThreadError', 'setprofile', 'settrace', 'local',
           'stack_size', 'excepthook', 'ExceptHookArgs', 'gettrace', 'getprofile', 'get_native_id']

_CRLock = _PyRLock = RLock      # there is one, in C

_counter = _count(1).__next__
_name_for_record = getattr(_sys, '_gil_name_thread', None)    # where the global lock is recorded
_active_limbo_lock = RLock()    # recursive: a finaliser may start or look at threads
_HAVE_THREAD_NATIVE_ID = True
_active = {}
_limbo = {}

_shutdown_locks_lock = Lock()
_shutdown_locks = set()         # sentinels of the threads that exit must wait for
_prune_at = 64                  # size at which ended threads are dropped from the set

_trace_hook = None              # what sys.settrace and sys.setprofile get in threads to come
_profile_hook = None

_SHUTTING_DOWN = False
_threading_atexits = []


def _newname(template):
    return template % _counter()


def _deprecate(text):
    """Warn where the caller's caller stands."""
    from warnings import warn
    warn(text, DeprecationWarning, stacklevel=3)


# What a thread does with an exception that nobody caught.

class ExceptHookArgs(tuple):
    """The argument of excepthook: exc_type, exc_value, exc_traceback, thread."""

    __slots__ = ()
    __module__ = '_thread'
    __qualname__ = '_ExceptHookArgs'

    def __new__(cls, args):
        args = tuple(args)
        if len(args) != 4:
            raise TypeError(f'_thread._ExceptHookArgs() takes a 4-sequence '
                            f'({len(args)}-sequence given)')
        return tuple.__new__(cls, args)

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return ('_thread._ExceptHookArgs(exc_type=%r, exc_value=%r, exc_traceback=%r, thread=%r)'
                % tuple(self))


def excepthook(args, /):
    """Report an uncaught exception on sys.stderr; SystemExit ends the thread silently."""
    if not isinstance(args, ExceptHookArgs):
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    exc_type, exc_value, exc_traceback, thread = args
    if exc_type is SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None and thread is not None:
        stderr = thread._stderr
    if stderr is None:
        return
    name = get_ident() if thread is None else thread.name
    stderr.write(f'Exception in thread {name}:\n')
    if stderr is _sys.stderr:
        _sys.__excepthook__(exc_type, exc_value, exc_traceback)
    else:
        from traceback import print_exception
        print_exception(exc_type, exc_value, exc_traceback, file=stderr)
    stderr.flush()


__excepthook__ = excepthook


def _report_exception(thread):
    hook = __excepthook__ if excepthook is None else excepthook
    try:
        hook(ExceptHookArgs((*_sys.exc_info(), thread)))
    except BaseException as error:
        error.__suppress_context__ = True   # what the hook was to report, and may have reported
        stderr = thread._stderr if _sys.stderr is None else _sys.stderr
        if stderr is not None:
            print('Exception in threading.excepthook:', file=stderr, flush=True)
        _sys.excepthook(*_sys.exc_info())


class Thread:
    """One thread of control: run() executes in a native thread of its own after start()."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        if not name:
            name = _newname('Thread-%d')
            target_name = getattr(target, '__name__', None)
            if target_name is not None:
                name = f'{name} ({target_name})'
        if daemon is None:
            daemon = current_thread().daemon
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = daemon
        self._ident = None
        self._native_id = None
        self._tstate_lock = None
        self._started = Event()
        self._is_stopped = False
        self._stderr = _sys.stderr      # where excepthook writes if there is none later
        self._initialized = True

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        status = 'initial'
        if self._started.is_set():
            status = 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def start(self):
        """Begin run() in a new native thread; returns when that thread is up."""
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        with _active_limbo_lock:
            if self._started.is_set() or self in _limbo:
                raise RuntimeError('threads can only be started once')
            _limbo[self] = self
        try:
            _start_new_thread(self._bootstrap, ())
        except BaseException:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """The thread's work; calls the target unless a subclass overrides it."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # An argument may refer back to this object.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._enter()
        if _trace_hook is not None:
            _sys.settrace(_trace_hook)
        if _profile_hook is not None:
            _sys.setprofile(_profile_hook)
        try:
            self.run()
        except BaseException:
            _report_exception(self)
        finally:
            with _active_limbo_lock:
                _active.pop(self._ident, None)

    def _enter(self):
        """In the new thread: take its place among the active ones."""
        self._set_identity()
        if _name_for_record is not None:
            _name_for_record(self._name, self._target or type(self).run)
        with _active_limbo_lock:
            _active[self._ident] = self
            _limbo.pop(self, None)
        self._started.set()

    def _set_identity(self):
        self._ident = get_ident()
        self._native_id = get_native_id()
        sentinel = _thread._set_sentinel()
        sentinel.acquire()
        self._tstate_lock = sentinel
        if not self._daemonic:
            _remember_for_shutdown(sentinel)

    def _stop(self):
        """Note that the native thread is gone."""
        sentinel = self._tstate_lock
        self._is_stopped = True
        self._tstate_lock = None
        if sentinel is not None and not self._daemonic:
            with _shutdown_locks_lock:
                _shutdown_locks.discard(sentinel)

    def _wait_for_tstate_lock(self, block=True, timeout=-1):
        sentinel = self._tstate_lock
        if sentinel is not None and _await_sentinel(sentinel, block, timeout):
            self._stop()

    def join(self, timeout=None):
        """Wait until the thread ends, or for timeout seconds."""
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        if timeout is None:
            self._wait_for_tstate_lock()
        else:
            self._wait_for_tstate_lock(timeout=max(timeout, 0))

    def is_alive(self):
        """True from the moment start() returns until run() has ended."""
        assert self._initialized, 'Thread.__init__() not called'
        if self._is_stopped or not self._started.is_set():
            return False
        self._wait_for_tstate_lock(False)
        return not self._is_stopped

    @property
    def name(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, 'Thread.__init__() not called'
        self._name = str(name)
        if _name_for_record is not None and self._ident == get_ident():
            _name_for_record(self._name)

    @property
    def ident(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._ident

    @property
    def native_id(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._native_id

    @property
    def daemon(self):
        assert self._initialized, 'Thread.__init__() not called'
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def getName(self):
        _deprecate('getName() is deprecated, get the name attribute instead')
        return self.name

    def setName(self, name):
        _deprecate('setName() is deprecated, set the name attribute instead')
        self.name = name

    def isDaemon(self):
        _deprecate('isDaemon() is deprecated, get the daemon attribute instead')
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecate('setDaemon() is deprecated, set the daemon attribute instead')
        self.daemon = daemonic

    def _reset_after_fork(self, is_current):
        """In a forked child: this thread either became the only one or does not exist."""
        self._started._at_fork_reinit()
        if not is_current:
            self._is_stopped = True
            self._tstate_lock = None
        elif self._tstate_lock is not None:
            self._tstate_lock._at_fork_reinit()
            self._tstate_lock.acquire()


class Timer(Thread):
    """A thread that calls a function after a delay, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    """The thread that the program began in (in a forked child: the one that forked)."""

    def __init__(self):
        super().__init__(name='MainThread', daemon=False)
        self._enter()


class _DummyThread(Thread):
    """Stands for a thread that something other than this module started; it cannot be joined."""

    def __init__(self):
        super().__init__(name=_newname('Dummy-%d'), daemon=True)
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._started.set()
        with _active_limbo_lock:
            _active[self._ident] = self

    def is_alive(self):
        assert not self._is_stopped and self._started.is_set()
        return True

    def join(self, timeout=None):
        assert False, 'cannot join a dummy thread'


def settrace(func):
    """Pass func to sys.settrace() in every thread started from now on."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    """What settrace() was given last."""
    return _trace_hook


def setprofile(func):
    """Pass func to sys.setprofile() in every thread started from now on."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    """What setprofile() was given last."""
    return _profile_hook


def current_thread():
    """The Thread object of the calling thread."""
    thread = _active.get(get_ident())
    return _DummyThread() if thread is None else thread


def main_thread():
    return _main_thread


def active_count():
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def enumerate():
    """All threads that are alive or being started."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def currentThread():
    _deprecate('currentThread() is deprecated, use current_thread() instead')
    return current_thread()


def activeCount():
    _deprecate('activeCount() is deprecated, use active_count() instead')
    return active_count()


# The end of the program.

def _remember_for_shutdown(sentinel):
    global _prune_at
    with _shutdown_locks_lock:
        _shutdown_locks.add(sentinel)
        if len(_shutdown_locks) > _prune_at:
            ended = [lock for lock in _shutdown_locks if not lock.locked()]
            _shutdown_locks.difference_update(ended)
            _prune_at = 64 + 2 * len(_shutdown_locks)


def _register_atexit(func, *args, **kwargs):
    """Call func at exit before the threads are joined, the last registered first."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append((func, args, kwargs))


def _shutdown():
    """Called once by the runtime in the main thread: wait for every non-daemon thread."""
    global _SHUTTING_DOWN
    main = _main_thread
    if main._is_stopped:
        return
    _SHUTTING_DOWN = True
    for func, args, kwargs in reversed(_threading_atexits):
        func(*args, **kwargs)
    if main._ident == get_ident():
        sentinel = main._tstate_lock
        main._stop()
        if sentinel is not None:
            sentinel.release()
    while True:
        with _shutdown_locks_lock:
            sentinels = list(_shutdown_locks)
            _shutdown_locks.clear()
        if not sentinels:
            return
        for sentinel in sentinels:
            _await_sentinel(sentinel)


def _after_fork():
    """In the child: only the thread that forked is left, and it is the main thread now."""
    global _active_limbo_lock, _shutdown_locks_lock, _main_thread
    _active_limbo_lock = RLock()
    _shutdown_locks_lock = Lock()
    ident = get_ident()
    current = _active.get(ident)
    others = [thread for thread in enumerate() if thread is not current]
    _active.clear()
    _limbo.clear()
    _shutdown_locks.clear()
    for thread in others:
        thread._reset_after_fork(False)
    if current is None:
        _main_thread = _MainThread()
        return
    current._reset_after_fork(True)
    current._ident = ident
    current._native_id = get_native_id()
    _active[ident] = current
    _main_thread = current
    if current._tstate_lock is not None and not current._daemonic:
        _shutdown_locks.add(current._tstate_lock)


_main_thread = _MainThread()

try:
    from posix import register_at_fork as _register_at_fork
except ImportError:
    pass
else:
    _register_at_fork(after_in_child=_after_fork)


def __getattr__(name):
    """`_dangling`, which CPython's tests look at, is made when they ask."""
    if name == '_dangling':
        from weakref import WeakSet
        return WeakSet(enumerate())
    raise AttributeError(f"module 'threading' has no attribute '{name}'")
