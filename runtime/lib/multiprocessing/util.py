"""What the package does when a process ends or forks.

Model: a Finalize object is a call that happens once: when it is called, when the object it belongs
to is collected, or at exit, in order of falling exitpriority.  Functions registered with
register_after_fork() run in every new child for the objects that are still alive.

Thread-safety with the global lock off: a Finalize is taken out of the registry, by one dictionary
operation, before it runs, so it runs once however many threads try.

Native: atexit.register, _weakref.ref with callbacks, itertools.count, sys.
"""

import atexit
import sys
from _weakref import ref
from itertools import count

import posix

__all__ = ['Finalize', 'is_exiting', 'register_after_fork']

_finalizer_registry = {}        # (priority or None, serial number) -> Finalize
_finalizer_counter = count()
_after_forkers = {}             # serial number -> (weak reference, function)
_exiting = False


class Finalize:
    """callback(*args, **kwargs), once."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if exitpriority is not None and not isinstance(exitpriority, int):
            raise TypeError(f'Exitpriority ({exitpriority!r}) must be None or int, '
                            f'not {type(exitpriority)}')
        if obj is None and exitpriority is None:
            raise ValueError('Without object, exitpriority cannot be None')
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._key = exitpriority, next(_finalizer_counter)
        self._pid = posix.getpid()
        self._weakref = None if obj is None else ref(obj, self)
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        """Run the callback unless that was done, or belongs to another process."""
        if _finalizer_registry.pop(self._key, None) is None or self._pid != posix.getpid():
            return None
        result = self._callback(*self._args, **self._kwargs)
        self._weakref = self._callback = self._args = self._kwargs = None
        return result

    def cancel(self):
        """Never run the callback."""
        if _finalizer_registry.pop(self._key, None) is not None:
            self._weakref = self._callback = self._args = self._kwargs = None

    def still_active(self):
        return self._key in _finalizer_registry


def _run_finalizers(minpriority=None):
    """Run those with an exitpriority of at least minpriority, or all that have one."""
    keys = [key for key in list(_finalizer_registry)
            if key[0] is not None and (minpriority is None or key[0] >= minpriority)]
    for key in sorted(keys, reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is None:
            continue
        try:
            finalizer()
        except Exception:
            sys.excepthook(*sys.exc_info())


def is_exiting():
    """True while this process is on its way out."""
    return _exiting


def _exit_function():
    """Stop daemonic children, wait for the others, run the finalizers."""
    global _exiting
    if _exiting:
        return
    _exiting = True
    _run_finalizers(0)
    from multiprocessing.process import active_children
    for child in active_children():
        if child.daemon:
            child._popen.terminate()
    for child in active_children():
        child.join()
    _run_finalizers()


atexit.register(_exit_function)


def register_after_fork(obj, func):
    """Call func(obj) in every child forked while obj lives."""
    key = next(_finalizer_counter)
    _after_forkers[key] = ref(obj, lambda _: _after_forkers.pop(key, None)), func


def _run_after_forkers():
    global _exiting
    _exiting = False
    for reference, func in list(_after_forkers.values()):
        obj = reference()
        if obj is not None:
            func(obj)


def _flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass
