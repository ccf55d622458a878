"""A child process as its parent sees it, and starting one by fork.

Model: two pipes that nobody writes to: the child alone holds the write end of one, so its read end, the
sentinel, becomes readable when the child is gone; the parent alone holds the write end of the other, by
which the child can tell that the parent is gone. The other start methods derive from this class.

Thread-safety with the global lock off: only the thread that holds _lock calls waitpid(), so that
two threads which join one child both learn its status; poll() during such a wait answers "alive".

Native: posix (fork, pipe, waitpid, kill, close, _exit, waitstatus_to_exitcode).
"""

import posix
from _thread import allocate_lock

from multiprocessing import util

__all__ = ['Popen']

SIGKILL, SIGTERM = 9, 15


class Popen:
    """A started child."""

    method = 'fork'

    def __init__(self, process_obj):
        util._flush_std_streams()
        self.pid = None
        self.returncode = None
        self.finalizer = None
        self._lock = allocate_lock()
        self._launch(process_obj)

    def duplicate_for_child(self, fd):
        """What the descriptor is called in the child."""
        return fd

    def _open_pipes(self, ours, theirs):
        """One that ends with the child, one that ends with this process, of which the two ends are given."""
        self.sentinel, child_w = posix.pipe()
        ours.append(self.sentinel)
        theirs.append(child_w)
        child_r, parent_w = posix.pipe()
        ours.append(parent_w)
        theirs.append(child_r)
        return child_r, parent_w

    def _launch(self, process_obj):
        ours, theirs = [], []
        self.finalizer = util.Finalize(self, util.close_fds, ours)
        try:
            child_r, _ = self._open_pipes(ours, theirs)
            self.pid = posix.fork()
        except BaseException:
            self._give_up(theirs)
            raise
        # In the parent no function in Python is called any more, so no handler's exception can come now and lose the child.
        if self.pid == 0:
            code = 1
            try:
                util.close_fds(*ours)
                code = process_obj._bootstrap(parent_sentinel=child_r)
            finally:
                posix._exit(code)
        for end in theirs:
            posix.close(end)

    def _give_up(self, theirs):
        """The start has failed: nothing stays of it."""
        self.finalizer()
        util.close_fds(*theirs)
        if self.pid is not None:
            self.kill()
            self.wait()

    def poll(self, flag=posix.WNOHANG):
        """The exit code, or None while the child runs."""
        if self.returncode is None and self._lock.acquire(flag != posix.WNOHANG):
            try:
                self._reap(flag)
            finally:
                self._lock.release()
        return self.returncode

    def _reap(self, flag):
        if self.returncode is not None:
            return
        try:
            pid, status = posix.waitpid(self.pid, flag)
        except OSError:
            return    # somebody outside this package waited for it
        if pid == self.pid:
            self.returncode = posix.waitstatus_to_exitcode(status)

    def wait(self, timeout=None):
        """Wait for the end, or timeout seconds; the exit code or None."""
        if self.returncode is not None:
            return self.returncode
        if timeout is not None:
            from multiprocessing.connection import wait
            if not wait([self.sentinel], timeout):
                return None
        # The sentinel is readable a moment before the child can be reaped.
        return self.poll(posix.WNOHANG if timeout == 0 else 0)

    def _send_signal(self, sig):
        if self.returncode is None:
            try:
                posix.kill(self.pid, sig)
            except ProcessLookupError:
                pass
            except OSError:
                if self.wait(timeout=0.1) is None:
                    raise

    def terminate(self):
        self._send_signal(SIGTERM)

    def kill(self):
        self._send_signal(SIGKILL)

    def close(self):
        """Close the pipes."""
        if self.finalizer is not None:
            self.finalizer()
