"""Processes with the interface of threading.

Model: the functions here are bound methods of one default context (see context.py). The modules behind
them are imported when they are first used, so that importing the package stays cheap. What starts
processes, connects them and locks is here, and so are pools; what else is built of that (queues,
managers, shared memory) comes from the installed library, which the package continues in.

Thread-safety with the global lock off: names only.  Native: posix, select, _multiprocessing (locks
and queues only), atexit.
"""

import sys

from multiprocessing import context, process
from multiprocessing.context import (AuthenticationError, BufferTooShort, Process, ProcessError,
                                     TimeoutError)
from multiprocessing.process import active_children, current_process, parent_process

__all__ = ['Array', 'AuthenticationError', 'Barrier', 'BoundedSemaphore', 'BufferTooShort',
           'Condition', 'Event', 'JoinableQueue', 'Lock', 'Manager', 'Pipe', 'Pool', 'Process',
           'ProcessError', 'Queue', 'RLock', 'RawArray', 'RawValue', 'Semaphore', 'SimpleQueue',
           'TimeoutError', 'Value', 'active_children', 'allow_connection_pickling', 'cpu_count',
           'current_process', 'freeze_support', 'get_all_start_methods', 'get_context',
           'get_logger', 'get_start_method', 'log_to_stderr', 'parent_process', 'reducer',
           'set_executable', 'set_forkserver_preload', 'set_start_method']

_default = context._default_context
globals().update((_name, getattr(_default, _name)) for _name in __all__ if _name != 'reducer')
del _default

SUBDEBUG = 5
SUBWARNING = 25

if sys._stdlib_dir is not None:
    __path__.append(sys._stdlib_dir + '/multiprocessing')
if '__main__' in sys.modules:
    sys.modules['__mp_main__'] = sys.modules['__main__']


def __getattr__(name):
    # Only those who pickle need them.
    if name == 'reducer':
        return context._default_context.reducer
    if name == 'reduction':
        import multiprocessing.reduction
        return multiprocessing.reduction
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
