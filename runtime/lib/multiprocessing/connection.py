"""Messages over pipes.

Model: a Connection sends and receives whole messages: a length in four bytes, most significant
first (-1 and eight more bytes for 2 GiB or more), then the bytes. A two-way connection is a pair
of pipes, one for each direction.

Thread-safety with the global lock off: one thread may send while another receives; two senders, or
two receivers, on one connection need a lock, as in every implementation of this interface, because
a message may take several system calls.

Native: posix (pipe, read, write, close), select.poll, time.monotonic; pickle on first use.
"""

import posix
from time import monotonic

from multiprocessing.context import BufferTooShort

__all__ = ['Connection', 'Pipe', 'wait']

_JOIN_BELOW = 16384     # messages shorter than this are written together with their header


def _pickle():
    global _dumps, _loads
    from pickle import dumps as _dumps, loads as _loads


def _dumps(obj):
    _pickle()
    return _dumps(obj)


def _loads(data):
    _pickle()
    return _loads(data)


class Connection:
    """One end of a pipe or of a pair of pipes."""

    _handle = None
    _write_handle = None

    def __init__(self, handle, readable=True, writable=True, *, write_handle=None):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError('invalid handle')
        if not readable and not writable:
            raise ValueError('at least one of `readable` and `writable` must be True')
        self._handle = handle
        self._write_handle = handle if write_handle is None else write_handle
        self._readable = readable
        self._writable = writable

    def __del__(self):
        if self._handle is not None:
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()

    def __reduce__(self):
        from multiprocessing.context import assert_spawning
        assert_spawning(self)

    def _check_closed(self):
        if self._handle is None:
            raise OSError('handle is closed')

    def _check_readable(self):
        self._check_closed()
        if not self._readable:
            raise OSError('connection is write-only')

    def _check_writable(self):
        self._check_closed()
        if not self._writable:
            raise OSError('connection is read-only')

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        """The descriptor to read from; for an end that only writes, the one to write to."""
        self._check_closed()
        return self._handle

    def close(self, _close=posix.close):    # bound early: globals are gone when a program ends
        if self._handle is None:
            return
        handle, write_handle = self._handle, self._write_handle
        self._handle = self._write_handle = None
        _close(handle)
        if write_handle != handle:
            _close(write_handle)

    # Sending.

    def send(self, obj):
        """Send an object, pickled."""
        self._check_writable()
        self._send_bytes(_dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        """Send bytes as one message."""
        self._check_writable()
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
        self._send_bytes(view[offset:offset + size])

    def _send_bytes(self, data):
        size = len(data)
        if size < _JOIN_BELOW:
            self._write_all(size.to_bytes(4, 'big') + data)
            return
        if size <= 0x7fffffff:
            self._write_all(size.to_bytes(4, 'big'))
        else:
            self._write_all(b'\xff\xff\xff\xff' + size.to_bytes(8, 'big'))
        self._write_all(data)

    def _write_all(self, data):
        handle = self._write_handle
        written = posix.write(handle, data)
        if written == len(data):
            return
        rest = memoryview(data)[written:]
        while rest:
            rest = rest[posix.write(handle, rest):]

    # Receiving.

    def recv(self):
        """Receive an object."""
        self._check_readable()
        return _loads(self._recv_bytes())

    def recv_bytes(self, maxlength=None):
        """Receive a message as bytes."""
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError('negative maxlength')
        data = self._recv_bytes(maxlength)
        if data is None:
            if self._writable:
                self._readable = False
            else:
                self.close()
            raise OSError('bad message length')
        return data

    def recv_bytes_into(self, buf, offset=0):
        """Receive a message into a writable buffer; returns its length."""
        self._check_readable()
        with memoryview(buf) as view:
            target = view.cast('B')
            if offset < 0:
                raise ValueError('negative offset')
            if offset > len(target):
                raise ValueError('offset too large')
            data = self._recv_bytes()
            if len(target) - offset < len(data):
                raise BufferTooShort(data)
            target[offset:offset + len(data)] = data
            return len(data)

    def _recv_bytes(self, maxlength=None):
        """The next message; None, with the message left unread, if it is longer than maxlength."""
        size = int.from_bytes(self._read_exactly(4), 'big', signed=True)
        if size == -1:
            size = int.from_bytes(self._read_exactly(8), 'big')
        if maxlength is not None and size > maxlength:
            return None
        return self._read_exactly(size)

    def _read_exactly(self, size):
        if not size:
            return b''
        handle = self._handle
        chunk = posix.read(handle, min(size, 1 << 20))
        if len(chunk) == size:
            return chunk
        if not chunk:
            raise EOFError
        parts = bytearray(chunk)
        while len(parts) < size:
            chunk = posix.read(handle, min(size - len(parts), 1 << 20))
            if not chunk:
                raise OSError('got end of file during message')
            parts += chunk
        return bytes(parts)

    def poll(self, timeout=0.0):
        """True if a message, or the end, can be read within timeout seconds."""
        self._check_readable()
        return bool(wait([self], timeout))


def Pipe(duplex=True):
    """Two connections; what goes into one comes out of the other."""
    first_r, second_w = posix.pipe()
    if not duplex:
        return Connection(first_r, writable=False), Connection(second_w, readable=False)
    try:
        second_r, first_w = posix.pipe()
    except BaseException:
        posix.close(first_r)
        posix.close(second_w)
        raise
    return (Connection(first_r, write_handle=first_w),
            Connection(second_r, write_handle=second_w))


def wait(object_list, timeout=None):
    """Those of the connections and descriptors that are readable, once one is or time is over."""
    from select import POLLIN, poll
    poller = poll()
    by_fd = {}
    for obj in object_list:
        fd = obj if isinstance(obj, int) else obj.fileno()
        by_fd[fd] = obj
        poller.register(fd, POLLIN)
    if timeout is None:
        return [by_fd[fd] for fd, _ in poller.poll()]
    deadline = monotonic() + timeout
    while True:
        remaining = max(deadline - monotonic(), 0) if timeout > 0 else 0
        milliseconds = -int(-remaining * 1000 // 1)    # rounded up
        ready = [by_fd[fd] for fd, _ in poller.poll(milliseconds)]
        if ready or remaining == 0:
            return ready
