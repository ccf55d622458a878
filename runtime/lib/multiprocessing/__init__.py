"""Processes with the interface of threading.

Model: the functions here are bound methods of one default context (see context.py), which starts
processes by fork.  The modules behind them are imported when they are first used, so that
importing the package stays cheap.

Thread-safety with the global lock off: names only.  Native: posix, select, _multiprocessing (locks
and queues only), atexit.
"""

from multiprocessing import context
from multiprocessing.context import (AuthenticationError, BufferTooShort, Process, ProcessError,
                                     TimeoutError)
from multiprocessing.process import active_children, current_process, parent_process

__all__ = ['Array', 'AuthenticationError', 'Barrier', 'BoundedSemaphore', 'BufferTooShort',
           'Condition', 'Event', 'JoinableQueue', 'Lock', 'Pipe', 'Pool', 'Process', 'ProcessError',
           'Queue', 'RLock', 'RawArray', 'RawValue', 'Semaphore', 'SimpleQueue', 'TimeoutError',
           'Value', 'active_children', 'allow_connection_pickling', 'cpu_count', 'current_process',
           'freeze_support', 'get_all_start_methods', 'get_context', 'get_start_method',
           'parent_process', 'set_start_method']

_default = context._default_context
globals().update((_name, getattr(_default, _name)) for _name in __all__ if hasattr(_default, _name))
__all__ = [_name for _name in __all__ if _name in globals()]
del _default
