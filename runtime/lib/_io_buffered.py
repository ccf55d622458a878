"""Buffers over raw streams that are objects of any class, for io.BufferedReader, BufferedWriter and BufferedRandom.

Over a FileIO those classes work on its descriptor, in C. Over anything else each of their methods comes here, to
a Buffered that belongs to the object.

    _data[_at:]   what was read and not yet consumed; the raw stream stands at its end
    _pending      what was written and has not reached the raw stream

One of the two is empty. All of it is for the thread inside, which has entered by `with self`.
"""

from _io import BlockingIOError, UnsupportedOperation
from _thread import allocate_lock, get_ident
from errno import EAGAIN

_LINE_END = 10


def _index(number):
    return range(number).stop


class Buffered:

    def __init__(self, owner, raw, buffer_size, reads, writes):
        if reads and writes:
            self._check(raw.seekable, 'seekable')
        if reads:
            self._check(raw.readable, 'readable')
        if writes:
            self._check(raw.writable, 'writable')
        if buffer_size <= 0:
            raise ValueError('buffer size must be strictly positive')
        self.raw = raw
        self._owner = owner
        self._size = buffer_size
        self._reads = reads
        self._writes = writes
        self._room = memoryview(bytearray(buffer_size))
        self._data = b''
        self._at = 0
        self._pending = bytearray()
        self._is_closed = False
        self._lock = allocate_lock()
        self._holder = None
        try:
            self._raw_tell()
        except Exception:
            pass

    @staticmethod
    def _check(answer, ability):
        if answer() is not True:
            raise UnsupportedOperation(f'File or stream is not {ability}.')

    # ---- entering ----

    def __enter__(self):
        if not self._lock.acquire(False):
            if self._holder == get_ident():
                raise RuntimeError(f'reentrant call inside {self._owner!r}')
            self._lock.acquire()
        self._holder = get_ident()

    def __exit__(self, *exc):
        self._holder = None
        self._lock.release()

    def _check_open(self, what):
        if (self._is_closed or self.raw.closed) and self._at == len(self._data):
            raise ValueError(f'{what} closed file')

    # ---- the raw stream ----

    def _raw_read(self, size):
        """Bytes from one readinto(); None: it would block."""
        view = self._room if size == self._size else memoryview(bytearray(size))
        got = self.raw.readinto(view)
        if got is None:
            return None
        try:
            got = _index(got)
        except TypeError as error:
            raise OSError('raw readinto() failed') from error
        if not 0 <= got <= size:
            raise OSError(f'raw readinto() returned invalid length {got} (should have been between 0 and {size})')
        return bytes(view[:got])

    def _raw_write(self, data):
        """How much of a memoryview one write() took; None: it would block."""
        taken = self.raw.write(data)
        if taken is None:
            return None
        taken = _index(taken)
        if not 0 <= taken <= len(data):
            raise OSError(f'raw write() returned invalid length {taken} '
                          f'(should have been between 0 and {len(data)})')
        return taken

    def _position(self, answer):
        position = _index(answer)
        if position < 0:
            raise OSError(f'Raw stream returned invalid position {position}')
        return position

    def _raw_tell(self):
        return self._position(self.raw.tell())

    def _raw_seek(self, target, whence):
        return self._position(self.raw.seek(target, whence))

    # ---- between the two buffers ----

    def _send(self):
        """Writes what is pending; a BlockingIOError leaves the rest."""
        while self._pending:
            data = bytes(self._pending)
            taken = self._raw_write(memoryview(data))
            if taken is None:
                raise BlockingIOError(EAGAIN, 'write could not complete without blocking', 0)
            del self._pending[:taken]

    def _unread(self):
        """Takes the raw stream back to where the reader stands."""
        ahead = len(self._data) - self._at
        self._data = b''
        self._at = 0
        if ahead:
            self._raw_seek(-ahead, 1)

    def _settle(self):
        self._send()
        if self._reads and self._writes:
            self._unread()

    # ---- reading ----

    def _take(self, size):
        start = self._at
        self._at = min(start + size, len(self._data))
        return self._data[start:self._at]

    def _take_all(self):
        rest = self._data[self._at:] if self._at else self._data
        self._data = b''
        self._at = 0
        return rest

    def _fill(self):
        """Reads into the empty buffer. False: the end; None: it would block."""
        got = self._raw_read(self._size)
        if not got:
            return False if got is not None else None
        self._data = got
        self._at = 0
        return True

    def read(self, size=-1):
        size = -1 if size is None else size
        if size < -1:
            raise ValueError('read length must be non-negative or -1')
        with self:
            self._check_open('read of')
            if size == -1:
                return self._read_all()
            return self._take(size) if size <= len(self._data) - self._at else self._read_more(size)

    def _read_more(self, size):
        parts = [self._take_all()]
        left = size - len(parts[0])
        self._send()
        while left:
            if left >= self._size:
                got = self._raw_read(left - left % self._size)
            else:
                got = self._fill()
                got = got and self._take(left)
            if not got:
                data = b''.join(parts)
                return data if data or got is not None else None
            parts.append(got)
            left -= len(got)
        return b''.join(parts)

    def _read_all(self):
        first = self._take_all()
        self._send()
        readall = getattr(self.raw, 'readall', None)
        if readall is not None:
            rest = readall()
            if rest is None:
                return first or None
            if not isinstance(rest, bytes):
                raise TypeError('readall() should return bytes')
            return first + rest
        parts = [first]
        while True:
            got = self.raw.read()
            if got is not None and not isinstance(got, bytes):
                raise TypeError('read() should return bytes')
            if not got:
                data = b''.join(parts)
                return data if data or got is not None else None
            parts.append(got)

    def read1(self, size=-1):
        with self:
            self._check_open('read of')
            if size is None or size < 0:
                size = self._size
            if size == 0 or self._at < len(self._data):
                return self._take(size)
            self._send()
            return self._raw_read(size) or b''

    def peek(self, size=0):
        with self:
            self._check_open('peek of')
            if self._at == len(self._data):
                self._send()
                self._fill()
            return self._data[self._at:]

    def readinto(self, buffer):
        return self._read_into(buffer, False)

    def readinto1(self, buffer):
        return self._read_into(buffer, True)

    def _read_into(self, buffer, once):
        with memoryview(buffer) as view, view.cast('B') as target, self:
            self._check_open('readinto of')
            got = self._take(len(target))
            done = len(got)
            target[:done] = got
            if done < len(target):
                self._send()
            while done < len(target):
                left = len(target) - done
                if left > self._size:
                    got = self._raw_read(left)
                elif once and done:
                    return done
                else:
                    got = self._fill()
                    got = got and self._take(left)
                if not got:
                    return done if done or got is not None else None
                target[done:done + len(got)] = got
                done += len(got)
                if once:
                    break
            return done

    def readline(self, size=-1):
        with self:
            self._check_open('readline of')
            limit = -1 if size is None else size
            end = self._data.find(_LINE_END, self._at) + 1
            if end and (limit < 0 or end - self._at <= limit):
                line = self._data[self._at:end]
                self._at = end
                return line
            return self._readline_slowly(limit)

    def _readline_slowly(self, limit):
        parts = []
        left = limit
        self._send()
        while left:
            if self._at == len(self._data) and not self._fill():
                break
            end = self._data.find(_LINE_END, self._at) + 1 or len(self._data)
            part = self._take(end - self._at if left < 0 else min(left, end - self._at))
            parts.append(part)
            left -= len(part) if left > 0 else 0
            if part[-1] == _LINE_END:
                break
        return b''.join(parts)

    # ---- writing ----

    def write(self, data):
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        with memoryview(data) as view, view.cast('B') as source, self:
            if self._is_closed or self.raw.closed:
                raise ValueError('write to closed file')
            self._unread()
            room = self._size - len(self._pending)
            if len(source) <= room:
                self._pending += source
                return len(source)
            return self._write_through(source)

    def _write_through(self, source):
        try:
            self._send()
        except BlockingIOError:
            return self._keep(source, 0)
        done = 0
        while len(source) - done > self._size:
            taken = self._raw_write(source[done:])
            if taken is None:
                return self._keep(source, done)
            done += taken
        self._pending += source[done:]
        return len(source)

    def _keep(self, source, done):
        """Buffers as much as there is room for, where the raw stream takes no more."""
        room = self._size - len(self._pending)
        self._pending += source[done:done + room]
        done += room
        if done < len(source):
            raise BlockingIOError(EAGAIN, 'write could not complete without blocking', done)
        return len(source)

    def flush(self):
        if not self._writes:
            return self.raw.flush()
        with self:
            if self._is_closed or self.raw.closed:
                raise ValueError('flush of closed file')
            self._settle()

    # ---- position ----

    def seek(self, target, whence=0):
        if not 0 <= whence <= 4:
            raise ValueError(f'whence value {whence} unsupported')
        if self._is_closed or self.raw.closed:
            raise ValueError('seek of closed file')
        self._check(self.raw.seekable, 'seekable')
        with self:
            if self._reads and whence < 2:
                found = self._seek_in_buffer(target, whence)
                if found is not None:
                    return found
            self._send()
            if whence == 1:
                target -= len(self._data) - self._at
            position = self._raw_seek(target, whence)
            self._take_all()
            return position

    def _seek_in_buffer(self, target, whence):
        if not self._data:
            return None
        here = self._raw_tell() - (len(self._data) - self._at)
        distance = target if whence == 1 else target - here
        if not 0 <= self._at + distance <= len(self._data):
            return None
        self._at += distance
        return here + distance

    def tell(self):
        with self:
            return self._raw_tell() - (len(self._data) - self._at) + len(self._pending)

    def truncate(self, position=None):
        if self._is_closed or self.raw.closed:
            raise ValueError('truncate of closed file')
        if not self._writes:
            raise UnsupportedOperation('truncate')
        with self:
            self._settle()
            return self.raw.truncate(position)

    # ---- the end ----

    def close(self):
        with self:
            if self._is_closed or self.raw.closed:
                return
        try:
            self._owner.flush()
        finally:
            with self:
                self._is_closed = True
                self._pending.clear()
                self._take_all()
                self.raw.close()

    # ---- what the raw stream says ----

    @property
    def closed(self):
        return self.raw.closed

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()

    def seekable(self):
        return self.raw.seekable()

    def readable(self):
        return self._reads and self.raw.readable()

    def writable(self):
        return self._writes and self.raw.writable()

    def _dealloc_warn(self, source):
        self.raw._dealloc_warn(source)
