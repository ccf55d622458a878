"""Starting a child afresh, with only the descriptors that it needs.

Thread-safety with the global lock off: each start has an object of its own; which one a thread is about is
kept for that thread (context.set_spawning_popen).  Native: _posixsubprocess by way of util.
"""

from io import BytesIO

import posix

from multiprocessing import popen_fork, spawn, util
from multiprocessing.context import set_spawning_popen

__all__ = ['Popen']


class _DupFd:
    """A descriptor that the child inherits under the same number."""

    def __init__(self, fd):
        self.fd = fd

    def detach(self):
        return self.fd


class Popen(popen_fork.Popen):
    """A child that began as a fresh interpreter."""

    method = 'spawn'
    DupFd = _DupFd

    def __init__(self, process_obj):
        self._fds = []
        super().__init__(process_obj)

    def duplicate_for_child(self, fd):
        self._fds.append(fd)
        return fd

    def _pickled(self, process_obj):
        """What the child is to read; the descriptors in it are added to those that it gets."""
        from multiprocessing import reduction
        buffer = BytesIO()
        data = spawn.get_preparation_data(process_obj._name)
        set_spawning_popen(self)
        try:
            reduction.dump(data, buffer)
            reduction.dump(process_obj, buffer)
        finally:
            set_spawning_popen(None)
        return buffer.getbuffer()

    def _launch(self, process_obj):
        from multiprocessing import resource_tracker
        tracker_fd = resource_tracker.getfd()
        message = self._pickled(process_obj)
        ours, theirs = [], []
        self.finalizer = util.Finalize(self, util.close_fds, ours)
        try:
            child_r, parent_w = self._open_pipes(ours, theirs)
            command = spawn.get_command_line(tracker_fd=tracker_fd, pipe_handle=child_r)
            self._fds += [tracker_fd, *theirs]
            self.pid = util.spawnv_passfds(spawn.get_executable(), command, self._fds)
            while theirs:
                posix.close(theirs.pop())
            _write_all(parent_w, message)
        except BaseException:
            self._give_up(theirs)
            raise


def _write_all(fd, message):
    while message:
        message = message[posix.write(fd, message):]
