"""Process objects, in the parent and in the child.

Model: a Process is new, then started (its Popen object knows the pid), then ended (exitcode), then
perhaps closed.  In the child the same object, copied by the fork, is current_process() and runs
_bootstrap().  The name counts along the family: Process-1:2 is the second child of the first.

Thread-safety with the global lock off: _children is a set changed by single operations; asking a
child's state is serialised by its Popen object.

Native: posix.getpid, itertools.count; threading, which takes part in the exit.
"""

import sys
import threading
from _weakref import ref
from itertools import count

import posix

__all__ = ['BaseProcess', 'current_process', 'active_children', 'parent_process']

_children = set()
_all_references = set()     # weak ones, to every Process object
_process_counter = count(1)
_parent_process = None
_tracker_fd = None          # where the resource tracker of the parent listens

try:
    ORIGINAL_DIR = posix.getcwd()
except OSError:
    ORIGINAL_DIR = None


def __getattr__(name):
    # Only tests look for those that have not been collected.
    if name == '_dangling':
        from weakref import WeakSet
        return WeakSet(obj for reference in list(_all_references)
                       if (obj := reference()) is not None)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def current_process():
    """The Process object of the running process."""
    return _current_process


def parent_process():
    """The Process object of the parent; None in the process that the program began in."""
    return _parent_process


def active_children():
    """The children that are alive."""
    _cleanup()
    return list(_children.copy())


def _cleanup():
    """Reap the children that ended."""
    for child in _children.copy():
        popen = child._popen
        if popen is not None and popen.poll() is not None:
            _children.discard(child)


class BaseProcess:
    """A process that is or was or will be; start methods subclass it with a _Popen."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        self._identity = _current_process._identity + (next(_process_counter),)
        self._config = _current_process._config.copy()
        self._parent_pid = posix.getpid()
        self._parent_name = _current_process.name
        self._popen = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or f"{type(self).__name__}-{':'.join(map(str, self._identity))}"
        if daemon is not None:
            self.daemon = daemon
        _all_references.add(ref(self, _all_references.discard))

    def _check_closed(self):
        if self._closed:
            raise ValueError('process object is closed')

    def run(self):
        """The work of the process; calls the target unless a subclass overrides it."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Run run() in a new process."""
        self._check_closed()
        assert self._popen is None, 'cannot start a process twice'
        assert self._parent_pid == posix.getpid(), \
            'can only start a process object created by current process'
        assert not _current_process._config.get('daemon'), \
            'daemonic processes are not allowed to have children'
        _cleanup()
        self._popen = self._Popen(self)
        self._sentinel = self._popen.sentinel
        # An argument may refer back to this object.
        del self._target, self._args, self._kwargs
        _children.add(self)

    def terminate(self):
        """Send SIGTERM."""
        self._check_closed()
        self._popen.terminate()

    def kill(self):
        """Send SIGKILL."""
        self._check_closed()
        self._popen.kill()

    def join(self, timeout=None):
        """Wait until the process ends, or for timeout seconds."""
        self._check_closed()
        assert self._parent_pid == posix.getpid(), 'can only join a child process'
        assert self._popen is not None, 'can only join a started process'
        if self._popen.wait(timeout) is not None:
            _children.discard(self)

    def is_alive(self):
        self._check_closed()
        if self is _current_process:
            return True
        assert self._parent_pid == posix.getpid(), 'can only test a child process'
        if self._popen is None:
            return False
        if self._popen.poll() is None:
            return True
        _children.discard(self)
        return False

    def close(self):
        """Release what the object holds of the system; the process must have ended."""
        if self._popen is not None:
            if self._popen.poll() is None:
                raise ValueError('Cannot close a process while it is still running. You should '
                                 'first call join() or terminate().')
            self._popen.close()
            self._popen = None
            del self._sentinel
            _children.discard(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name

    @property
    def daemon(self):
        """True if the process is terminated when its parent exits."""
        return self._config.get('daemon', False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._popen is None, 'process has already started'
        self._config['daemon'] = daemonic

    @property
    def authkey(self):
        return self._config['authkey']

    @authkey.setter
    def authkey(self, authkey):
        self._config['authkey'] = AuthenticationString(authkey)

    @property
    def exitcode(self):
        """The exit status, minus the number of the signal that ended it, or None."""
        self._check_closed()
        return None if self._popen is None else self._popen.poll()

    @property
    def ident(self):
        self._check_closed()
        if self is _current_process:
            return posix.getpid()
        return self._popen and self._popen.pid

    pid = ident

    @property
    def sentinel(self):
        """A file descriptor that becomes readable when the process ends."""
        self._check_closed()
        try:
            return self._sentinel
        except AttributeError:
            raise ValueError('process not started') from None

    def __repr__(self):
        exitcode = None
        if self is _current_process:
            status = 'started'
        elif self._closed:
            status = 'closed'
        elif self._parent_pid != posix.getpid():
            status = 'unknown'
        elif self._popen is None:
            status = 'initial'
        else:
            exitcode = self._popen.poll()
            status = 'started' if exitcode is None else 'stopped'
        info = [type(self).__name__, f'name={self._name!r}']
        if self._popen is not None:
            info.append(f'pid={self._popen.pid}')
        info += [f'parent={self._parent_pid}', status]
        if exitcode is not None:
            info.append(f'exitcode={_exitcode_name(exitcode)}')
        if self.daemon:
            info.append('daemon')
        return f"<{' '.join(info)}>"

    # The child.

    def _bootstrap(self, parent_sentinel=None):
        """The whole life of the child; returns its exit status."""
        from multiprocessing import util
        try:
            self._become_current(parent_sentinel)
            util.info('child process calling self.run()')
            try:
                self.run()
                exitcode = 0
            finally:
                util._exit_function()
        except SystemExit as error:
            exitcode = _status_of_exit(error.code)
        except BaseException:
            exitcode = 1
            if sys.stderr is not None:
                import traceback
                sys.stderr.write(f'Process {self.name}:\n')
                traceback.print_exc()
        finally:
            threading._shutdown()
            util.info('process exiting with exitcode %d', exitcode)
            util._flush_std_streams()
        return exitcode

    def _become_current(self, parent_sentinel):
        global _current_process, _parent_process, _process_counter, _children
        from multiprocessing import context, util
        if self._start_method is not None:
            context._force_start_method(self._start_method)
        _process_counter = count(1)
        _children = set()
        util._close_stdin()
        before = _current_process    # objects that refer to it live until all have been told
        _current_process = self
        if hasattr(sys, '_gil_name_process'):
            sys._gil_name_process(self._name)
        _parent_process = _ParentProcess(self._parent_name, self._parent_pid, parent_sentinel)
        self._after_fork()
        del before

    @staticmethod
    def _after_fork():
        from multiprocessing import util
        util._finalizer_registry.clear()
        util._run_after_forkers()


def _status_of_exit(code):
    """The exit status that SystemExit(code) asks for."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    if sys.stderr is not None:
        sys.stderr.write(f'{code}\n')
    return 1


def _exitcode_name(exitcode):
    if exitcode < 0:
        import _signal
        for name in dir(_signal):
            if name.startswith('SIG') and not name.startswith('SIG_') and \
                    getattr(_signal, name) == -exitcode:
                return f'-{name}'
    return exitcode


class AuthenticationString(bytes):
    """A key that is pickled for a child that is being started only, so that it does not get elsewhere."""

    def __reduce__(self):
        from multiprocessing.context import get_spawning_popen
        if get_spawning_popen() is None:
            raise TypeError('Pickling an AuthenticationString object is disallowed for security '
                            'reasons')
        return AuthenticationString, (bytes(self),)


class _ParentProcess(BaseProcess):
    """The parent as its child sees it."""

    def __init__(self, name, pid, sentinel):
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._sentinel = sentinel
        self._config = {}

    def is_alive(self):
        from multiprocessing.connection import wait
        return not wait([self._sentinel], timeout=0)

    @property
    def ident(self):
        return self._pid

    def join(self, timeout=None):
        """Wait until the parent ends."""
        from multiprocessing.connection import wait
        wait([self._sentinel], timeout=timeout)

    pid = ident


class _MainProcess(BaseProcess):
    """The process that the program began in."""

    def __init__(self):
        self._identity = ()
        self._name = 'MainProcess'
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {'semprefix': '/mp', 'authkey': AuthenticationString(posix.urandom(32))}

    def close(self):
        """The main process has nothing to release."""


_current_process = _MainProcess()
