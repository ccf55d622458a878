"""Queues between processes.

Model: one pipe, a lock for those who read it, one for those who write it. put() must not block on
a full pipe, so a Queue appends to a buffer that a thread of its own, the feeder, pickles and
writes; a semaphore counts the free places of a bounded queue. SimpleQueue has no feeder: put() may
block.

Thread-safety with the global lock off: the buffer belongs to _notempty's lock; the locks around
the pipe are semaphores that exclude threads and processes alike. A child starts with an empty
buffer and no feeder.

Native: what connection and synchronize need; _collections.deque.
"""

import sys
import threading
from _collections import deque
from time import monotonic

from queue import Empty, Full

from multiprocessing import connection, context, util
from multiprocessing.synchronize import (SEM_VALUE_MAX, BoundedSemaphore, Condition, Lock,
                                         Semaphore)

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']

_END = object()     # tells the feeder to finish


class Queue:
    """First in, first out, with put() in the background."""

    def __init__(self, maxsize=0, *, ctx=None):
        self._maxsize = maxsize if maxsize > 0 else SEM_VALUE_MAX
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = Lock()
        self._wlock = Lock()
        self._sem = BoundedSemaphore(self._maxsize)
        self._reset()
        util.register_after_fork(self, Queue._reset)

    def __getstate__(self):
        context.assert_spawning(self)

    def _reset(self):
        """The state of a process that has not put anything in yet."""
        self._notempty = threading.Condition(threading.Lock())
        self._buffer = deque()
        self._feeder = None
        self._join_at_exit = None
        self._joins = True
        self._closed = False

    def _check_open(self):
        if self._closed:
            raise ValueError(f'Queue {self!r} is closed')

    def put(self, obj, block=True, timeout=None):
        """Add obj, waiting for a free place if block is true; raises Full otherwise."""
        self._check_open()
        if not self._sem.acquire(block, timeout):
            raise Full
        self._append(obj)

    def _append(self, obj):
        with self._notempty:
            if self._feeder is None:
                self._start_feeder()
            self._buffer.append(obj)
            self._notempty.notify()

    def get(self, block=True, timeout=None):
        """Remove and return an object, waiting for one if block is true; raises Empty otherwise."""
        self._check_open()
        if block and timeout is None:
            with self._rlock:
                data = self._reader.recv_bytes()
        else:
            data = self._get_in_time(timeout if block else 0)
        self._sem.release()
        return connection._loads(data)

    def _get_in_time(self, timeout):
        deadline = monotonic() + timeout
        if not self._rlock.acquire(timeout > 0, timeout):
            raise Empty
        try:
            if not self._reader.poll(max(deadline - monotonic(), 0)):
                raise Empty
            return self._reader.recv_bytes()
        finally:
            self._rlock.release()

    def qsize(self):
        return self._maxsize - self._sem.get_value()

    def empty(self):
        return not self._reader.poll()

    def full(self):
        return self._sem._semlock._is_zero()

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        """Say that this process puts nothing more in."""
        self._closed = True
        self._reader.close()
        with self._notempty:
            if self._feeder is not None:
                self._buffer.append(_END)
                self._notempty.notify()

    def join_thread(self):
        """Wait until what this process put in is in the pipe; close() comes first."""
        assert self._closed, f'Queue {self!r} not closed'
        if self._join_at_exit is not None:
            self._join_at_exit()

    def cancel_join_thread(self):
        """Do not wait for the feeder at exit; what it has not written is lost."""
        self._joins = False
        if self._join_at_exit is not None:
            self._join_at_exit.cancel()

    # The feeder.

    def _start_feeder(self):
        self._feeder = threading.Thread(target=self._feed, name='QueueFeederThread', daemon=True,
                                        args=(self._notempty, self._buffer))
        self._feeder.start()
        if self._joins:
            self._join_at_exit = util.Finalize(None, self._finish_feeder, (), exitpriority=-5)

    def _finish_feeder(self):
        with self._notempty:
            self._buffer.append(_END)
            self._notempty.notify()
        self._feeder.join()

    def _feed(self, notempty, buffer):
        while True:
            with notempty:
                while not buffer:
                    notempty.wait()
                obj = buffer.popleft()
            if obj is _END:
                if self._closed:
                    self._writer.close()
                return
            try:
                data = connection._dumps(obj)
                with self._wlock:
                    self._writer.send_bytes(data)
            except Exception as error:
                if isinstance(error, BrokenPipeError) or util.is_exiting():
                    return
                self._sem.release()
                self._on_queue_feeder_error(error, obj)

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        """obj could not be sent; a subclass may do better than to print why."""
        sys.__excepthook__(type(e), e, e.__traceback__)


class JoinableQueue(Queue):
    """A Queue that counts the tasks that are not done."""

    def __init__(self, maxsize=0, *, ctx=None):
        super().__init__(maxsize)
        self._unfinished_tasks = Semaphore(0)
        self._cond = Condition()

    def put(self, obj, block=True, timeout=None):
        """Add obj, which is then one more unfinished task."""
        self._check_open()
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._cond:
            self._unfinished_tasks.release()
            self._append(obj)

    def task_done(self):
        """Say that the work on one object that get() returned is complete."""
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError('task_done() called too many times')
            if self._unfinished_tasks._semlock._is_zero():
                self._cond.notify_all()

    def join(self):
        """Wait until task_done() was called for every object put in."""
        with self._cond:
            while not self._unfinished_tasks._semlock._is_zero():
                self._cond.wait()


class SimpleQueue:
    """A locked pipe."""

    def __init__(self, *, ctx=None):
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = Lock()
        self._wlock = Lock()

    def __getstate__(self):
        context.assert_spawning(self)

    def close(self):
        self._reader.close()
        self._writer.close()

    def empty(self):
        return not self._reader.poll()

    def get(self):
        """Remove and return an object; waits for one."""
        with self._rlock:
            data = self._reader.recv_bytes()
        return connection._loads(data)

    def put(self, obj):
        """Add obj; waits while the pipe is full."""
        data = connection._dumps(obj)
        with self._wlock:
            self._writer.send_bytes(data)
