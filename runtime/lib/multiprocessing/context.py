"""Contexts: the ways to start a process, and what goes with each.

Model: a context offers every class and function of the package bound to one way of starting
processes: 'fork', 'spawn' or 'forkserver'. The default context resolves to fork at first use unless
set_start_method() has chosen another; it remembers the choice.

Thread-safety with the global lock off: the choice is one attribute; set_start_method() is for a program's
beginning, as everywhere.

Native: nothing of its own.
"""

import sys
from _thread import _local

from multiprocessing import process

__all__ = []


def __getattr__(name):
    # Only those who pickle need it.
    if name == 'reduction':
        global reduction
        from multiprocessing import reduction
        return reduction
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


class ProcessError(Exception):
    """Base of the package's errors."""

    __module__ = 'multiprocessing.context'


class BufferTooShort(ProcessError):
    """A message did not fit; args[0] holds it."""


class TimeoutError(ProcessError):
    """A result was not there in time."""


class AuthenticationError(ProcessError):
    """The other side did not know the key."""


class BaseContext:
    """What all contexts share."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """The number of processors of the machine."""
        import posix
        count = posix.cpu_count()
        if count is None:
            raise NotImplementedError('cannot determine number of cpus')
        return count

    def Manager(self):
        """A manager in a process of its own, for objects that processes share."""
        from multiprocessing.managers import SyncManager
        manager = SyncManager(ctx=self.get_context())
        try:
            manager.start()
        except BaseException:
            # By Ctrl-C, say. Nobody would ever tell the server to end, and the end of the program would wait for it.
            server = getattr(manager, '_process', None)
            if server is not None and server._popen is not None:
                server.kill()
                server.join()
            raise
        return manager

    def Pipe(self, duplex=True):
        """Two connected Connection objects; the second only writes unless duplex."""
        from multiprocessing.connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        from multiprocessing.synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        from multiprocessing.synchronize import RLock
        return RLock(ctx=self.get_context())

    def Condition(self, lock=None):
        from multiprocessing.synchronize import Condition
        return Condition(lock, ctx=self.get_context())

    def Semaphore(self, value=1):
        from multiprocessing.synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        from multiprocessing.synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        from multiprocessing.synchronize import Event
        return Event(ctx=self.get_context())

    def Barrier(self, parties, action=None, timeout=None):
        from multiprocessing.synchronize import Barrier
        return Barrier(parties, action, timeout, ctx=self.get_context())

    def Queue(self, maxsize=0):
        from multiprocessing.queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        from multiprocessing.queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        from multiprocessing.queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """A pool of worker processes."""
        from multiprocessing.pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild,
                    context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        """A C object in shared memory."""
        from multiprocessing.sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """A C array in shared memory."""
        from multiprocessing.sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """A C object in shared memory, with a lock."""
        from multiprocessing.sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """A C array in shared memory, with a lock."""
        from multiprocessing.sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        """Nothing to do here; programs for other systems call it."""
        if getattr(sys, 'frozen', False):
            from multiprocessing.spawn import freeze_support
            freeze_support()

    def get_logger(self):
        """The logger of the package."""
        from multiprocessing.util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        """Have the package log to stderr."""
        from multiprocessing.util import log_to_stderr
        return log_to_stderr(level)

    def allow_connection_pickling(self):
        """Connections can be pickled from then on; here they can be from the start."""
        from multiprocessing import connection  # noqa: F401

    def set_executable(self, executable):
        """Choose the interpreter that children run."""
        from multiprocessing.spawn import set_executable
        set_executable(executable)

    def set_forkserver_preload(self, module_names):
        """Name modules that the fork server is to import."""
        from multiprocessing.forkserver import set_forkserver_preload
        set_forkserver_preload(module_names)

    @property
    def reducer(self):
        """The module that pickles for other processes."""
        return sys.modules[__name__].reduction

    @reducer.setter
    def reducer(self, reduction):
        globals()['reduction'] = reduction

    def _check_available(self):
        pass

    def get_context(self, method=None):
        """The context of that name; this one without a name."""
        return self if method is None else _context_named(method)

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError('cannot set start method of concrete context')


class Process(process.BaseProcess):
    """A process of the default context."""

    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context().Process._Popen(process_obj)

    @staticmethod
    def _after_fork():
        return _default_context.get_context().Process._after_fork()


class ForkProcess(process.BaseProcess):
    """A process started by fork: it begins as a copy of its parent."""

    _start_method = 'fork'

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen_fork import Popen
        return Popen(process_obj)


class SpawnProcess(process.BaseProcess):
    """A process that begins as a fresh interpreter."""

    _start_method = 'spawn'

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen_spawn_posix import Popen
        return Popen(process_obj)

    @staticmethod
    def _after_fork():
        """Nothing was forked."""


class ForkServerProcess(process.BaseProcess):
    """A process that a server forks, which has one thread and little else."""

    _start_method = 'forkserver'

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen_forkserver import Popen
        return Popen(process_obj)


class ForkContext(BaseContext):
    _name = 'fork'
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = 'spawn'
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    _name = 'forkserver'
    Process = ForkServerProcess


class DefaultContext(BaseContext):
    """Stands for a concrete context, chosen at first use."""

    Process = Process

    def __init__(self, context):
        self._default_context = context
        self._actual_context = None

    def get_context(self, method=None):
        if method is not None:
            return _context_named(method)
        if self._actual_context is None:
            self._actual_context = self._default_context
        return self._actual_context

    def set_start_method(self, method, force=False):
        """Choose how processes are started, once."""
        if self._actual_context is not None and not force:
            raise RuntimeError('context has already been set')
        self._actual_context = None if method is None and force else _context_named(method)

    def get_start_method(self, allow_none=False):
        if self._actual_context is None:
            if allow_none:
                return None
            self._actual_context = self._default_context
        return self._actual_context._name

    def get_all_start_methods(self):
        return list(_concrete_contexts)


def _context_named(method):
    try:
        return _concrete_contexts[method]
    except KeyError:
        raise ValueError(f'cannot find context for {method!r}') from None


_concrete_contexts = {'fork': ForkContext(), 'spawn': SpawnContext(),
                      'forkserver': ForkServerContext()}
_default_context = DefaultContext(_concrete_contexts['fork'])


def _force_start_method(method):
    _default_context._actual_context = _concrete_contexts[method]


# Which child this thread is starting: what goes to it is pickled otherwise than what goes elsewhere.

_tls = _local()


def get_spawning_popen():
    return getattr(_tls, 'spawning_popen', None)


def set_spawning_popen(popen):
    _tls.spawning_popen = popen


def assert_spawning(obj):
    """Refuse to pickle what a child can only inherit."""
    if get_spawning_popen() is None:
        raise RuntimeError(f'{type(obj).__name__} objects should only be shared between processes '
                           'through inheritance')
