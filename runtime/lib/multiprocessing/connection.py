"""Messages over pipes and sockets.

Model: a Connection sends and receives whole messages over one descriptor; the native functions frame
them, as CPython does, so that both can talk to each other. Pipe() gives two ends of a pair of
sockets, or of a pipe if one only writes. Who waits for others to connect, Listener and Client, is in
_listener.py, which is imported when somebody looks for it.

Thread-safety with the global lock off: one thread may send while another receives; two senders, or
two receivers, on one connection need a lock, as in every implementation of this interface, because
a message may take several system calls. Any number may close it.

Native: _multiprocessing (send_message, receive_message), posix, select.poll, _socket.socketpair.
"""

import posix
from _multiprocessing import receive_message, send_message
from time import monotonic

from multiprocessing.context import BufferTooShort

__all__ = ['Client', 'Listener', 'Pipe', 'wait']

_IN_LISTENER = frozenset({
    'AuthenticationError', 'BUFSIZE', 'CHALLENGE', 'Client', 'ConnectionWrapper', 'FAILURE',
    'Listener', 'MESSAGE_LENGTH', 'SocketClient', 'SocketListener', 'WELCOME', 'XmlClient',
    'XmlListener', 'address_type', 'answer_challenge', 'arbitrary_address', 'default_family',
    'deliver_challenge', 'families'})


def __getattr__(name):
    if name in _IN_LISTENER:
        from multiprocessing import _listener
        return getattr(_listener, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def _dumps(obj):
    _bind_pickler()
    return _dumps(obj)


def _loads(data):
    _bind_pickler()
    return _loads(data)


def _bind_pickler():
    global _dumps, _loads
    from multiprocessing.reduction import ForkingPickler
    _dumps, _loads = ForkingPickler.dumps, ForkingPickler.loads


class _ConnectionBase:
    """What is open, and in which directions."""

    _handle = None      # of one that is closed; each that is open has its own

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError('invalid handle')
        if not readable and not writable:
            raise ValueError('at least one of `readable` and `writable` must be True')
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def __del__(self):
        if self._handle is not None:
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()

    def _check_closed(self):
        if self._handle is None:
            raise OSError('handle is closed')

    def _check_readable(self):
        if self._handle is None:
            raise OSError('handle is closed')
        if not self._readable:
            raise OSError('connection is write-only')

    def _check_writable(self):
        if self._handle is None:
            raise OSError('handle is closed')
        if not self._writable:
            raise OSError('connection is read-only')

    @property
    def closed(self):
        """True if the connection is closed"""
        return self._handle is None

    @property
    def readable(self):
        """True if the connection is readable"""
        return self._readable

    @property
    def writable(self):
        """True if the connection is writable"""
        return self._writable

    def fileno(self):
        """File descriptor or handle of the connection"""
        self._check_closed()
        return self._handle


class Connection(_ConnectionBase):
    """One end of a pipe or pair of sockets."""

    def close(self, _close=posix.close):    # bound early: globals are gone when a program ends
        """Close the connection"""
        handle = self.__dict__.pop('_handle', None)     # in one step: several threads may close it
        if handle is not None:
            _close(handle)

    def send(self, obj):
        """Send a (picklable) object"""
        if self._handle is None or not self._writable:
            self._check_writable()
        send_message(self._handle, _dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        """Send the bytes data from a bytes-like object"""
        self._check_writable()
        if buf.__class__ is bytes and offset == 0 and size is None:
            send_message(self._handle, buf)
            return
        view = memoryview(buf)
        if view.itemsize > 1:
            view = view.cast('B')
        length = view.nbytes
        if offset < 0:
            raise ValueError('offset is negative')
        if length < offset:
            raise ValueError('buffer length < offset')
        if size is None:
            size = length - offset
        elif size < 0:
            raise ValueError('size is negative')
        elif offset + size > length:
            raise ValueError('buffer length < offset + size')
        send_message(self._handle, buf if size == length else view[offset:offset + size])

    def _send_bytes(self, data):
        send_message(self._handle, data)

    def recv(self):
        """Receive a (picklable) object"""
        if self._handle is None or not self._readable:
            self._check_readable()
        return _loads(receive_message(self._handle, None))

    def recv_bytes(self, maxlength=None):
        """Receive bytes data as a bytes object."""
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        data = receive_message(self._handle, maxlength)
        if data is None:
            # Where the next message begins is not known any more.
            if self._writable:
                self._readable = False
            else:
                self.close()
            raise OSError('bad message length')
        return data

    def recv_bytes_into(self, buf, offset=0):
        """Receive bytes data into a writeable bytes-like object.
        Return the number of bytes read."""
        self._check_readable()
        with memoryview(buf) as view:
            target = view.cast('B')
            if offset < 0:
                raise ValueError('negative offset')
            if offset > len(target):
                raise ValueError('offset too large')
            data = receive_message(self._handle, None)
            if len(target) - offset < len(data):
                raise BufferTooShort(data)
            target[offset:offset + len(data)] = data
            return len(data)

    def poll(self, timeout=0.0):
        """Whether there is any input available to be read"""
        self._check_readable()
        return self._poll(timeout)

    def _poll(self, timeout):
        return bool(wait([self], timeout))

    def __reduce__(self):
        return reduce_connection(self)


def reduce_connection(conn):
    """How a connection is pickled: its descriptor travels beside."""
    from multiprocessing import reduction
    return rebuild_connection, (reduction.DupFd(conn.fileno()), conn.readable, conn.writable)


def rebuild_connection(dup, readable, writable):
    """The other end of reduce_connection()."""
    return Connection(dup.detach(), readable, writable)


def Pipe(duplex=True):
    """Two connections; what goes into one comes out of the other."""
    if duplex:
        import _socket
        first, second = _socket.socketpair()
        first.setblocking(True)     # whatever socket.setdefaulttimeout() says
        second.setblocking(True)
        return Connection(first.detach()), Connection(second.detach())
    reader, writer = posix.pipe()
    return Connection(reader, writable=False), Connection(writer, readable=False)


def _descriptor_of(obj):
    try:
        fd = obj if isinstance(obj, int) else int(obj.fileno())
    except (AttributeError, TypeError, ValueError):
        raise ValueError(f'Invalid file object: {obj!r}') from None
    if fd < 0:
        raise ValueError(f'Invalid file descriptor: {fd}')
    return fd


def wait(object_list, timeout=None):
    """Those of the connections, sockets and descriptors that are readable, once one is or time is over."""
    from select import POLLIN, poll
    poller = poll()
    by_fd = {}
    for obj in object_list:
        fd = _descriptor_of(obj)
        by_fd[fd] = obj
        poller.register(fd, POLLIN)
    if timeout is None:
        return [by_fd[fd] for fd, _ in poller.poll()]
    if timeout != timeout:
        raise ValueError('Invalid value NaN (not a number)')
    deadline = monotonic() + timeout
    while True:
        remaining = max(deadline - monotonic(), 0) if timeout > 0 else 0
        milliseconds = -int(-min(remaining, 1e6) * 1000 // 1)    # rounded up
        ready = [by_fd[fd] for fd, _ in poller.poll(milliseconds)]
        if ready or remaining == 0:
            return ready
