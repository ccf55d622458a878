"""A child process as its parent sees it.

Model: fork, with a pipe on either side that nobody writes to: the child alone holds the write end
of one, so its read end, the sentinel, becomes readable when the child is gone; the parent alone
holds the write end of the other, by which the child can tell that the parent is gone.

Thread-safety with the global lock off: only the thread that holds _lock calls waitpid(), so that
two threads which join one child both learn its status; poll() during such a wait answers "alive".

Native: posix (fork, pipe, waitpid, kill, close, _exit, waitstatus_to_exitcode).
"""

import posix
from _thread import allocate_lock

from multiprocessing import util

SIGKILL, SIGTERM = 9, 15


class Popen:
    """A started child."""

    method = 'fork'

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.returncode = None
        self._lock = allocate_lock()
        self.sentinel = self._parent_w = -1
        self._launch(process_obj)

    def _launch(self, process_obj):
        sentinel, child_w = posix.pipe()
        child_r, parent_w = posix.pipe()
        try:
            self.pid = posix.fork()
        except BaseException:
            for fd in (sentinel, child_w, child_r, parent_w):
                posix.close(fd)
            raise
        if self.pid == 0:
            code = 1
            try:
                posix.close(sentinel)
                posix.close(parent_w)
                code = process_obj._bootstrap(parent_sentinel=child_r)
            finally:
                posix._exit(code)
        posix.close(child_w)
        posix.close(child_r)
        self.sentinel = sentinel
        self._parent_w = parent_w

    def poll(self):
        """The exit code, or None while the child runs."""
        if self.returncode is None and self._lock.acquire(False):
            try:
                self._reap(posix.WNOHANG)
            finally:
                self._lock.release()
        return self.returncode

    def wait(self, timeout=None):
        """Wait for the end, or timeout seconds; the exit code or None."""
        if self.returncode is not None:
            return self.returncode
        if timeout is not None:
            from multiprocessing.connection import wait
            if not wait([self.sentinel], timeout):
                return None
        # The sentinel is readable a moment before the child can be reaped.
        with self._lock:
            self._reap(posix.WNOHANG if timeout == 0 else 0)
        return self.returncode

    def _reap(self, flags):
        if self.returncode is not None:
            return
        try:
            pid, status = posix.waitpid(self.pid, flags)
        except OSError:
            return    # somebody outside this package waited for it
        if pid == self.pid:
            self.returncode = posix.waitstatus_to_exitcode(status)

    def _send_signal(self, sig):
        if self.poll() is None:
            try:
                posix.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        self._send_signal(SIGTERM)

    def kill(self):
        self._send_signal(SIGKILL)

    def close(self, _close=posix.close):    # bound early: globals are gone when a program ends
        """Close the pipes."""
        for fd in (self.sentinel, self._parent_w):
            if fd >= 0:
                _close(fd)
        self.sentinel = self._parent_w = -1

    __del__ = close
