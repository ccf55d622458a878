"""What the package does when a process ends or forks, and what its modules share.

Model: a Finalize object is a call that happens once: when it is called, when the object it belongs
to is collected, or at exit, in order of falling exitpriority.  Functions registered with
register_after_fork() run in every new child for the objects that are still alive, in the order in which
they were registered.

Thread-safety with the global lock off: a Finalize is taken out of the registry, by one dictionary
operation, before it runs, so it runs once however many threads try.

Native: atexit.register, _weakref.ref with callbacks, itertools.count, sys, _posixsubprocess.fork_exec.
logging, traceback and what makes temporary folders are imported once they are needed.
"""

import atexit
import sys
import threading
from _weakref import ref
from itertools import count

import posix

from multiprocessing import process

__all__ = ['sub_debug', 'debug', 'info', 'sub_warning', 'get_logger', 'log_to_stderr',
           'get_temp_dir', 'register_after_fork', 'is_exiting', 'Finalize', 'ForkAwareThreadLock',
           'ForkAwareLocal', 'close_all_fds_except', 'SUBDEBUG', 'SUBWARNING']

# Logging.

NOTSET, SUBDEBUG, DEBUG, INFO, SUBWARNING = 0, 5, 10, 20, 25
LOGGER_NAME = 'multiprocessing'
DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'

_logger = None
_log_to_stderr = False


def sub_debug(msg, *args):
    if _logger:
        _logger.log(SUBDEBUG, msg, *args)


def debug(msg, *args):
    if _logger:
        _logger.log(DEBUG, msg, *args)


def info(msg, *args):
    if _logger:
        _logger.log(INFO, msg, *args)


def sub_warning(msg, *args):
    if _logger:
        _logger.log(SUBWARNING, msg, *args)


def get_logger():
    """The logger of the package, which propagates nothing."""
    global _logger
    if not _logger:
        import logging
        logger = logging.getLogger(LOGGER_NAME)
        logger.propagate = 0
        # What logging does at exit is to come after what is done here, which logs.
        atexit.unregister(_exit_function)
        atexit.register(_exit_function)
        _logger = logger
    return _logger


def log_to_stderr(level=None):
    """Log to stderr, in this process and its children."""
    global _log_to_stderr
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _log_to_stderr = True
    return logger


# Names.

abstract_sockets_supported = True


def is_abstract_socket_namespace(address):
    """Is that the address of a local socket that is no file?"""
    if not address:
        return False
    if isinstance(address, bytes):
        return address[0] == 0
    if isinstance(address, str):
        return address[0] == '\0'
    raise TypeError(f'address type of {address!r} unrecognized')


def get_temp_dir():
    """A folder of this process and its children, which goes with it."""
    config = process.current_process()._config
    if config.get('tempdir') is None:
        import tempfile
        # The name of a local socket must fit into 108 bytes.
        above = tempfile.gettempdir()
        made = tempfile.mkdtemp(prefix='pymp-', dir=above if len(above) < 60 else '/tmp')
        config['tempdir'] = made
        info('created temp directory %s', made)
        Finalize(None, _remove_temp_dir, args=(made,), exitpriority=-100)
    return config['tempdir']


def _remove_temp_dir(path):
    from shutil import rmtree
    rmtree(path)
    process.current_process()._config['tempdir'] = None


# After a fork.

_afterfork_registry = {}        # serial number -> (weak reference, function)
_afterfork_counter = count()


def register_after_fork(obj, func):
    """Call func(obj) in every child forked while obj lives."""
    key = next(_afterfork_counter)
    _afterfork_registry[key] = ref(obj, lambda _: _afterfork_registry.pop(key, None)), func


def _run_after_forkers():
    global _exiting
    _exiting = False
    for _, (reference, func) in sorted(list(_afterfork_registry.items())):
        obj = reference()
        if obj is not None:
            try:
                func(obj)
            except Exception as error:
                info('after forker raised exception %s', error)


# At the end.

_finalizer_registry = {}        # (priority or None, serial number) -> Finalize
_finalizer_counter = count()
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
        if _finalizer_registry.pop(self._key, None) is None:
            sub_debug('finalizer no longer registered')
            return None
        if self._pid != posix.getpid():
            sub_debug('finalizer ignored because different process')
            result = None
        else:
            sub_debug('finalizer calling %s with args %s and kwargs %s', self._callback,
                      self._args, self._kwargs)
            result = self._callback(*self._args, **self._kwargs)
        self._forget()
        return result

    def _forget(self):
        self._weakref = self._callback = self._args = self._kwargs = self._key = None

    def cancel(self):
        """Never run the callback."""
        if _finalizer_registry.pop(self._key, None) is not None:
            self._forget()

    def still_active(self):
        """Will the callback still be run?"""
        return self._key in _finalizer_registry

    def __repr__(self):
        name = type(self).__name__
        if self._weakref is None or self._weakref() is None:
            return f'<{name} object, dead>'
        text = f"<{name} object, callback={getattr(self._callback, '__name__', self._callback)}"
        for label, value in (('args', self._args), ('kwargs', self._kwargs)):
            if value:
                text += f', {label}={value}'
        if self._key[0] is not None:
            text += f', exitpriority={self._key[0]}'
        return text + '>'


def _run_finalizers(minpriority=None):
    """Run those with an exitpriority of at least minpriority, or all that have one."""
    keys = [key for key in list(_finalizer_registry)
            if key[0] is not None and (minpriority is None or key[0] >= minpriority)]
    for key in sorted(keys, reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is None:
            continue
        sub_debug('calling %s', finalizer)
        try:
            finalizer()
        except Exception:
            import traceback
            traceback.print_exc()
    if minpriority is None:
        _finalizer_registry.clear()


def is_exiting():
    """True while this process is on its way out."""
    return _exiting


def _exit_function():
    """Stop daemonic children, wait for the others, run the finalizers."""
    global _exiting
    if _exiting:
        return
    _exiting = True
    info('process shutting down')
    debug('running all "atexit" finalizers with priority >= 0')
    _run_finalizers(0)
    for child in process.active_children():
        if child.daemon:
            info('calling terminate() for daemon %s', child.name)
            child._popen.terminate()
    for child in process.active_children():
        info('calling join() for process %s', child.name)
        child.join()
    debug('running the remaining "atexit" finalizers')
    _run_finalizers()


atexit.register(_exit_function)


# Locks that a fork leaves free.

class ForkAwareThreadLock:
    """A lock of threads; free in a new child."""

    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        register_after_fork(self, ForkAwareThreadLock._at_fork_reinit)

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


class ForkAwareLocal(threading.local):
    """Attributes of one thread; none in a new child."""

    def __init__(self):
        register_after_fork(self, lambda obj: obj.__dict__.clear())

    def __reduce__(self):
        return type(self), ()


# Descriptors and commands.

def close_fds(*fds, _close=posix.close):    # bound early: globals are gone when a program ends
    """Close them all."""
    for fd in fds:
        _close(fd)


def close_all_fds_except(fds):
    """Close every descriptor that is not among fds."""
    limit = posix.sysconf('SC_OPEN_MAX')
    kept = sorted([-1, *fds, limit])
    assert kept[-1] == limit, 'fd too large'
    for before, after in zip(kept, kept[1:]):
        posix.closerange(before + 1, after)


def _close_stdin():
    """A child does not compete with its parent for what the user types."""
    if sys.stdin is None:
        return
    try:
        sys.stdin.close()
    except (OSError, ValueError):
        pass
    try:
        fd = posix.open('/dev/null', posix.O_RDONLY)
        sys.stdin = open(fd, encoding='utf-8', closefd=False)
    except (OSError, ValueError):
        pass


def _flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def _args_from_interpreter_flags(recorded=True):
    """The options of this process's command line, the lock policy among them, but for what they run.
    recorded: the child is to take part where the global lock is recorded."""
    words = iter(sys.orig_argv[1:])
    options = []
    for word in words:
        if word in ('-', '--') or not word.startswith('-') or word.startswith('--dis'):
            break
        if word.startswith(('--gil-stats', '--gil-trace')):    # _gil_child_options() says them anew
            if word == '--gil-trace':
                next(words, '')
            continue
        if word.startswith('--'):
            options.append(word)
            if word in ('--gil', '--switch-interval', '--check-hash-based-pycs'):
                options.append(next(words, ''))
            continue
        flags, ends = _option_letters(word, words)
        options += flags
        if ends:
            break
    token = sys._gil_seeded_child_token()
    if token is not None:
        options.append('--gil=' + token)
    if recorded and hasattr(sys, '_gil_child_options'):
        options += sys._gil_child_options()
    return options


def _option_letters(word, words):
    """The options that are in one word, each by itself; and whether the program comes next."""
    options = []
    for place, letter in enumerate(word[1:], 1):
        if letter in 'cm':
            return options, True
        if letter in 'WX':
            options += ['-' + letter, word[place + 1:] or next(words, '')]
            break
        if letter not in 'ix':
            options.append('-' + letter)
    return options, False


def spawnv_passfds(path, args, passfds):
    """Run a command that inherits the descriptors passfds; its process id."""
    from _posixsubprocess import fork_exec
    kept = tuple(sorted({int(fd) for fd in passfds}))
    error_r, error_w = posix.pipe()
    try:
        return fork_exec(args, [path], True, kept, None, None, -1, -1, -1, -1, -1, -1, error_r,
                         error_w, False, False, -1, None, None, None, -1, None, True)
    finally:
        # No function in Python: a handler's exception would lose the child.
        posix.close(error_r)
        posix.close(error_w)


def _cleanup_tests():
    """What the library's own tests call at their end: stop the helpers, reap the children."""
    from test import support
    process._cleanup()
    from multiprocessing import forkserver, resource_tracker
    forkserver._forkserver._stop()
    resource_tracker._resource_tracker._stop()
    _run_finalizers()
    support.gc_collect()
    support.reap_children()
