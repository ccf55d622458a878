"""Queues between threads.

Model: all of them are native.  Queue, LifoQueue and PriorityQueue keep their items as the methods
_init(), _qsize(), _put() and _get() say, which a subclass may override; SimpleQueue has no bound and
counts no tasks.

Thread-safety with the global lock off: as those modules in C say.

Native: _queue, _sync.
"""

from _sync import Empty, Full, LifoQueue, PriorityQueue, Queue

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class _PySimpleQueue:
    """What SimpleQueue is where somebody has hidden _queue, as CPython's tests do."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self):
        queue = Queue()
        self.put_nowait = queue.put_nowait
        self.get = queue.get
        self.get_nowait = queue.get_nowait
        self.empty = queue.empty
        self.qsize = queue.qsize

    def put(self, item, block=True, timeout=None):
        self.put_nowait(item)


try:
    from _queue import SimpleQueue
except ImportError:
    SimpleQueue = _PySimpleQueue
