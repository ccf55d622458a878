"""A process that cleans up after those that have died.

Model: names of semaphores and of shared memory live in the system, not in a process. Each process tells
the tracker by a pipe which names it has made and removed. All processes of a family share the pipe, so the
tracker reads its end when the last of them is gone, and removes what is left.

    process --REGISTER:name:type, UNREGISTER:name:type--> tracker
    end of the pipe: every name that is registered is removed

Thread-safety with the global lock off: the pipe is made under _lock; a message is one write of at most
512 bytes, which the system keeps in one piece. A finalizer may send a message while its own thread is
starting the tracker: it is sent afterwards.

Native: _multiprocessing.sem_unlink, _posixshmem.shm_unlink, _signal.
"""

import sys
import threading

import posix

from multiprocessing import process, spawn, util

__all__ = ['ensure_running', 'register', 'unregister']


def _unlink_semaphore(name):
    from _multiprocessing import sem_unlink
    sem_unlink(name)


def _unlink_shared_memory(name):
    from _posixshmem import shm_unlink
    shm_unlink(name)


_CLEANUP_FUNCS = {
    'noop': lambda name: None,
    'semaphore': _unlink_semaphore,
    'shared_memory': _unlink_shared_memory,
}


class ResourceTracker:
    """This process's end of the pipe."""

    def __init__(self):
        self._fd = process._tracker_fd      # in a child the one that its parent said
        self._pid = None
        self._begin()
        posix.register_at_fork(after_in_child=self._begin)

    def _begin(self):
        """No thread is about to do anything; one of the parent's may have been."""
        self._lock = threading.RLock()
        self._starting = False
        self._later = []

    def getfd(self):
        """The pipe's descriptor."""
        self.ensure_running()
        return self._fd

    def ensure_running(self):
        """Start the tracker if there is none."""
        with self._lock:
            if self._starting or (self._fd is not None and self._check_alive()):
                return
            self._starting = True
            try:
                if self._fd is not None:
                    self._forget()
                    import warnings
                    warnings.warn('resource_tracker: process died unexpectedly, relaunching.  '
                                  'Some resources might leak.')
                self._start()
            finally:
                self._starting = False
            while self._later:
                self._write(self._later.pop(0))

    def _check_alive(self):
        try:
            posix.write(self._fd, b'PROBE:0:noop\n')
        except OSError:
            return False
        return True

    def _forget(self):
        posix.close(self._fd)
        self._fd = None
        pid, self._pid = self._pid, None
        try:
            if pid is not None:     # in a child it is the parent's
                posix.waitpid(pid, 0)
        except ChildProcessError:
            pass

    def _start(self):
        inherited = []
        try:
            inherited.append(sys.stderr.fileno())
        except Exception:
            pass
        reader, writer = posix.pipe()
        try:
            command = [spawn.get_executable(),
                       *util._args_from_interpreter_flags(recorded=False), '-c',
                       f'from multiprocessing.resource_tracker import main;main({reader})']
            self._pid = _start_deaf(command, [*inherited, reader])
        except BaseException:
            posix.close(writer)
            raise
        finally:
            posix.close(reader)
        self._fd = writer

    def _stop(self):
        """End the tracker; for tests."""
        with self._lock:
            if self._fd is not None:
                self._forget()

    def register(self, name, rtype):
        """Remove that name when all processes have ended."""
        self._send('REGISTER', name, rtype)

    def unregister(self, name, rtype):
        """The name is gone already."""
        self._send('UNREGISTER', name, rtype)

    def _send(self, command, name, rtype):
        message = f'{command}:{name}:{rtype}\n'.encode('ascii')
        if len(message) > 512:
            raise ValueError('msg too long')
        self.ensure_running()
        with self._lock:
            if self._starting:
                self._later.append(message)
            else:
                self._write(message)

    def _write(self, message):
        written = posix.write(self._fd, message)
        assert written == len(message), f'nbytes {written} but len(msg) {len(message)}'


def _start_deaf(command, fds):
    """Start the tracker with the signals blocked that must not end it before it ignores them."""
    import _signal
    signals = {_signal.SIGINT, _signal.SIGTERM}
    before = _signal.pthread_sigmask(_signal.SIG_BLOCK, signals)
    try:
        return util.spawnv_passfds(spawn.get_executable(), command, fds)
    finally:
        _signal.pthread_sigmask(_signal.SIG_SETMASK, before)


_resource_tracker = ResourceTracker()
ensure_running = _resource_tracker.ensure_running
register = _resource_tracker.register
unregister = _resource_tracker.unregister
getfd = _resource_tracker.getfd


# The tracker itself.

def main(fd):
    """Read messages from fd until all who may write have ended; then remove what is left."""
    import _signal
    for sig in (_signal.SIGINT, _signal.SIGTERM):
        _signal.signal(sig, _signal.SIG_IGN)
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, {_signal.SIGINT, _signal.SIGTERM})
    for stream in (sys.stdin, sys.stdout):
        try:
            stream.close()
        except Exception:
            pass
    names = {rtype: set() for rtype in _CLEANUP_FUNCS}
    try:
        with open(fd, 'rb') as messages:
            for line in messages:
                _note(names, line)
    finally:
        for rtype in names:
            _remove_all(rtype, names[rtype])


def _note(names, line):
    try:
        command, name, rtype = line.strip().decode('ascii').split(':')
        if rtype not in names:
            raise ValueError(f'Cannot register {name} for automatic cleanup: '
                             f'unknown resource type {rtype}')
        if command == 'REGISTER':
            names[rtype].add(name)
        elif command == 'UNREGISTER':
            names[rtype].remove(name)
        elif command != 'PROBE':
            raise RuntimeError(f'unrecognized command {command!r}')
    except Exception:
        try:
            sys.excepthook(*sys.exc_info())
        except Exception:
            pass


def _remove_all(rtype, names):
    if not names:
        return
    from warnings import warn
    warn(f'resource_tracker: There appear to be {len(names)} leaked {rtype} objects '
         'to clean up at shutdown')
    for name in names:
        try:
            _CLEANUP_FUNCS[rtype](name)
        except Exception as error:
            warn(f'resource_tracker: {name!r}: {error}')
