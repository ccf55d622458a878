"""Queues between threads.

Model: a bounded buffer with one mutex and three conditions on it: not_empty, not_full and
all_tasks_done (Hoare 1974).  The three orders (first in first out, last in first out, smallest
first) differ only in how an item is kept, so they override four small methods that run with the
mutex held.  SimpleQueue is unbounded, counts no tasks and is native.

Thread-safety with the global lock off: all state is under the mutex; an item that put() stored is
visible to the get() that returns it because both hold that lock.

Native: _queue, _collections.deque, time.monotonic, and what threading needs.
"""

from _collections import deque
from _queue import Empty, SimpleQueue
from _thread import allocate_lock
from _heapq import heappop, heappush
from time import monotonic

from _threading_sync import Condition

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """A put() found no room, or none in time."""


class Queue:
    """First in, first out; at most maxsize items when maxsize > 0."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = mutex = allocate_lock()
        self.not_empty = Condition(mutex)
        self.not_full = Condition(mutex)
        self.all_tasks_done = Condition(mutex)
        self.unfinished_tasks = 0

    def put(self, item, block=True, timeout=None):
        """Add item, waiting for room if block is true; raises Full otherwise."""
        with self.mutex:
            if 0 < self.maxsize <= self._qsize():
                self._wait_for(self._has_room, self.not_full, Full, block, timeout)
            self._put(item)
            self.unfinished_tasks += 1
            if self.not_empty._waiters:
                self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Remove and return an item, waiting for one if block is true; raises Empty otherwise."""
        with self.mutex:
            if not self._qsize():
                self._wait_for(self._qsize, self.not_empty, Empty, block, timeout)
            item = self._get()
            if self.not_full._waiters:
                self.not_full.notify()
            return item

    def _has_room(self):
        return self._qsize() < self.maxsize

    def _wait_for(self, ready, condition, error, block, timeout):
        if not block:
            raise error
        if timeout is None:
            while not ready():
                condition.wait()
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        elif not condition.wait_for(ready, timeout):
            raise error

    def put_nowait(self, item):
        return self.put(item, False)

    def get_nowait(self):
        return self.get(False)

    def task_done(self):
        """Say that the work on one item that get() returned is complete."""
        with self.mutex:
            if self.unfinished_tasks <= 0:
                raise ValueError('task_done() called too many times')
            self.unfinished_tasks -= 1
            if not self.unfinished_tasks:
                self.all_tasks_done.notify_all()

    def join(self):
        """Wait until task_done() was called for every item put in."""
        with self.mutex:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        with self.mutex:
            return not self._qsize()

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    # How items are kept; called with the mutex held.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """The smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()
