"""Text over buffers that are objects of any class, or in encodings of the registry, for io.TextIOWrapper.

Over a file of Hasp's own, in a wide-spread encoding, that class works on bytes, in C. Else each of its methods
comes here, to a Text that belongs to the object.

Reading: the buffer is read in chunks, and each is decoded whole. _text is what came out of the last one, _at how much of
it was consumed. _snapshot is the state that the decoder was in before that chunk, and the bytes that it was given
since: tell() finds from it the place in bytes that the reader has come to.

Writing: _pending are the encoded texts that the buffer was not given yet.
"""

from _io import UnsupportedOperation
from _io_newlines import IncrementalNewlineDecoder
from _thread import RLock
from operator import index


def pack_cookie(position, flags, n_bytes, at_end, n_characters):
    """What tell() gives; see runtime/file_text_position.c."""
    return position | flags << 64 | n_bytes << 96 | n_characters << 128 | bool(at_end) << 160


def unpack_cookie(cookie):
    if cookie >> 168:
        raise OverflowError('int too big to convert')
    return (cookie & (1 << 64) - 1, cookie >> 64 & 0xFFFFFFFF, cookie >> 96 & 0xFFFFFFFF, cookie >> 160,
            cookie >> 128 & 0xFFFFFFFF)


def _find_codec(encoding):
    import codecs
    codec = codecs.lookup(encoding)
    if not getattr(codec, '_is_text_encoding', True):
        raise LookupError(f'{encoding!r} is not a text encoding; '
                          'use codecs.open() to handle arbitrary codecs')
    return codec


class Text:

    def __init__(self, owner, buffer, encoding, errors, newline, line_buffering, write_through):
        self._owner = owner
        self._lock = RLock()
        self.encoding = encoding
        self.errors = errors
        self.line_buffering = bool(line_buffering)
        self.write_through = bool(write_through)
        self._chunk_size = 8192
        self._pending = []
        self._n_pending = 0
        self._forget()
        self._ratio = 0
        self._set_newline(newline)
        self.buffer = buffer
        self._can_seek = self._can_tell = buffer.seekable()
        self._read_name = 'read1' if hasattr(buffer, 'read1') else 'read'
        self._set_codec()

    # ---- configuration ----

    def _set_newline(self, newline):
        self._reads_universal = not newline
        self._translates = newline is None
        self._newline = newline
        self._written_newline = None if newline in (None, '', '\n') else newline

    def _set_codec(self):
        codec = _find_codec(self.encoding)
        self._decoder = self._encoder = None
        if self.buffer.readable():
            self._decoder = codec.incrementaldecoder(self.errors)
            if self._reads_universal:
                self._decoder = IncrementalNewlineDecoder(self._decoder, self._translates)
        if self.buffer.writable():
            self._encoder = codec.incrementalencoder(self.errors)
            # No byte order mark where this is not known to be the start, as CPython has it.
            if self.buffer.tell() != 0 if self._can_seek else codec.name in ('utf-16', 'utf-32'):
                self._encoder.setstate(0)

    def reconfigure(self, encoding=None, errors=None, newline=False, line_buffering=None, write_through=None):
        """`newline` is False where it is to stay."""
        with self._lock:
            if self._has_read and (encoding is not None or errors is not None or newline is not False):
                raise UnsupportedOperation('It is not possible to set the encoding or newline of stream '
                                           'after the first read')
            self._owner.flush()
            if line_buffering is not None:
                self.line_buffering = line_buffering
            if write_through is not None:
                self.write_through = write_through
            if encoding is None and errors is None and newline is False:
                return
            if errors is None:
                errors = self.errors if encoding is None else 'strict'
            if encoding is not None:
                _find_codec(encoding)
                self.encoding = encoding
            self.errors = errors
            self._ratio = 0
            if newline is not False:
                self._set_newline(newline)
            self._set_codec()

    @property
    def chunk_size(self):
        return self._chunk_size

    @chunk_size.setter
    def chunk_size(self, size):
        size = index(size)
        if size <= 0:
            raise ValueError('a strictly positive integer is required')
        self._chunk_size = size

    # ---- writing ----

    def write(self, text):
        with self._lock:
            self._check_open()
            if self._encoder is None:
                raise UnsupportedOperation('not writable')
            has_end = (self._written_newline or self.line_buffering) and '\n' in text
            out = text.replace('\n', self._written_newline) if has_end and self._written_newline else text
            flushes = self.line_buffering and (has_end or '\r' in text)
            data = self._encoder.encode(out)
            if not isinstance(data, bytes):
                raise TypeError(f"encoder should return a bytes object, not '{type(data).__name__}'")
            if self._n_pending + len(data) > self._chunk_size:
                self._send()
            self._pending.append(data)
            self._n_pending += len(data)
            if self._n_pending >= self._chunk_size or flushes or self.write_through:
                self._send()
            if flushes:
                self.buffer.flush()
            if self._has_read:
                self._forget()
                if self._decoder is not None:
                    self._decoder.reset()
            return len(text)

    def _send(self):
        if self._pending:
            data = b''.join(self._pending)
            self._pending.clear()
            self._n_pending = 0
            self.buffer.write(data)

    def flush(self):
        with self._lock:
            self._check_open()
            self._can_tell = self._can_seek
            self._send()
            self.buffer.flush()

    # ---- reading ----

    def _forget(self):
        self._text = ''
        self._at = 0
        self._has_read = False
        self._snapshot = None

    def _take(self, size):
        start = self._at
        self._at = len(self._text) if size is None else min(start + size, len(self._text))
        return self._text[start:self._at]

    def _begin_reading(self):
        self._check_open()
        if self._decoder is None:
            raise UnsupportedOperation('not readable')
        self._send()

    def _decode(self, data, final):
        text = self._decoder.decode(data, final)
        if not isinstance(text, str):
            raise TypeError(f"decoder should return a string result, not '{type(text).__name__}'")
        return text

    def _decoder_state(self):
        state = self._decoder.getstate()
        if not isinstance(state, tuple) or len(state) != 2:
            raise TypeError('illegal decoder state')
        if not isinstance(state[0], bytes):
            raise TypeError('illegal decoder state: the first item should be a bytes object, '
                            f"not '{type(state[0]).__name__}'")
        return state

    def _read_chunk(self, n_characters):
        """Decodes one more read() of the buffer, in place of what was consumed. False: that was the end."""
        state = self._decoder_state() if self._can_tell else None
        size = max(self._chunk_size, int(n_characters * self._ratio))
        chunk = getattr(self.buffer, self._read_name)(size)
        if not isinstance(chunk, bytes):
            try:
                chunk = bytes(memoryview(chunk))
            except TypeError:
                raise TypeError(f'underlying {self._read_name}() should have returned a bytes-like object, '
                                f"not '{type(chunk).__name__}'") from None
        self._text = self._decode(chunk, not chunk)
        self._at = 0
        self._has_read = True
        self._ratio = len(chunk) / len(self._text) if self._text else 0
        if state is not None:
            self._snapshot = state[1], state[0] + chunk
        return bool(chunk or self._text)

    def read(self, size=-1):
        with self._lock:
            self._begin_reading()
            if size < 0:
                rest = self._decode(self.buffer.read(), True)
                text = self._take(None) + rest
                if self._snapshot is not None:
                    self._forget()
                return text
            text = self._take(size)
            while len(text) < size and self._read_chunk(size - len(text)):
                text += self._take(size - len(text))
            return text

    def readline(self, limit=-1):
        with self._lock:
            if limit < 0 and self._translates and not self._pending and not self.closed:
                end = self._text.find('\n', self._at) + 1
                if end:
                    line = self._text[self._at:end]
                    self._at = end
                    return line
            self._begin_reading()
            return self._readline_slowly(limit)

    def _line_end(self, text, start):
        """Behind the first end of a line that begins at `start` or later; -1: there is none."""
        if not self._reads_universal or self._translates:
            newline = self._newline or '\n'
            end = text.find(newline, start)
            return end if end < 0 else end + len(newline)
        feed = text.find('\n', start)
        back = text.find('\r', start, feed + 1 or len(text))
        if back < 0:
            return feed + 1 or -1
        return back + 1 + (text[back + 1:back + 2] == '\n')

    def _readline_slowly(self, limit):
        line = ''
        while True:
            before = len(line)
            line += self._take(None)
            end = self._line_end(line, max(before - 1, 0) if self._newline == '\r\n' else before)
            if 0 <= limit < end or (end < 0 and 0 <= limit <= len(line)):
                end = limit
            if end >= 0:
                self._at -= len(line) - end
                return line[:end]
            if not self._read_chunk(0):
                self._forget()
                return line

    def next_line(self):
        """'' at the end. tell() is off until then: it would cost much to be ready for it."""
        with self._lock:
            self._can_tell = False
            line = self.readline()
            if not line:
                self._snapshot = None
                self._can_tell = self._can_seek
            return line

    # ---- position ----

    def tell(self):
        with self._lock:
            self._check_open()
            if not self._can_seek:
                raise UnsupportedOperation('underlying stream is not seekable')
            if not self._can_tell:
                raise OSError("telling position disabled by next() call")
            self._send()
            self._owner.flush()
            position = self.buffer.tell()
            if self._decoder is None or self._snapshot is None:
                return position
            flags, data = self._snapshot
            position -= len(data)
            if self._at == 0:
                return pack_cookie(position, flags, 0, False, 0)
            state = self._decoder.getstate()
            try:
                return self._cookie(position, flags, data, self._at)
            finally:
                self._decoder.setstate(state)

    def _safe_start(self, flags, data, n_characters):
        """
        A place among the bytes at which the decoder keeps none back, that lies before the character wanted but not far: the
        flags there, the number of bytes and of characters before it.
        """
        guess, step = min(int(self._ratio * n_characters), len(data)), 1
        while guess > 0:
            self._decoder.setstate((b'', flags))
            n = len(self._decoder.decode(data[:guess]))
            if n <= n_characters:
                kept, new_flags = self._decoder.getstate()
                if not kept:
                    return new_flags, guess, n
                guess -= len(kept)
                step = 1
            else:
                guess -= step
                step *= 2
        return flags, 0, 0

    def _cookie(self, position, flags, data, n_characters):
        """The bytes of the snapshot are decoded once more, singly, to see how many make the characters consumed."""
        flags, start, n_before = self._safe_start(flags, data, n_characters)
        self._decoder.setstate((b'', flags))
        wanted = n_characters - n_before
        n_fed = n_out = 0
        for i in range(start, len(data)):
            if n_out >= wanted:
                break
            n_out += len(self._decoder.decode(data[i:i + 1]))
            n_fed += 1
            kept, new_flags = self._decoder.getstate()
            if not kept and n_out <= wanted:
                start, flags = i + 1, new_flags
                wanted -= n_out
                n_fed = n_out = 0
        at_end = n_out < wanted
        if at_end:
            n_out += len(self._decoder.decode(b'', final=True))
            if n_out < wanted:
                raise OSError("can't reconstruct logical file position")
        return pack_cookie(position + start, flags, n_fed, at_end, wanted)

    def seek(self, cookie, whence=0):
        with self._lock:
            self._check_open()
            if not self._can_seek:
                raise UnsupportedOperation('underlying stream is not seekable')
            if whence == 1:
                if cookie != 0:
                    raise UnsupportedOperation("can't do nonzero cur-relative seeks")
                cookie = self._owner.tell()
            elif whence == 2:
                return self._seek_to_end(cookie)
            elif whence != 0:
                raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
            if cookie < 0:
                raise ValueError(f'negative seek position {cookie!r}')
            self._owner.flush()
            self._seek_to(*unpack_cookie(cookie))
            return cookie

    def _seek_to_end(self, offset):
        if offset != 0:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        self._owner.flush()
        self._forget()
        if self._decoder is not None:
            self._decoder.reset()
        position = self.buffer.seek(0, 2)
        self._start_encoder(position == 0)
        return position

    def _seek_to(self, position, flags, n_bytes, at_end, n_characters):
        self.buffer.seek(position)
        self._forget()
        is_start = position == 0 and flags == 0
        if self._decoder is not None:
            if is_start:
                self._decoder.reset()
            else:
                self._decoder.setstate((b'', flags))
            self._snapshot = flags, b''
        if n_characters:
            data = self.buffer.read(n_bytes)
            if not isinstance(data, bytes):
                raise TypeError(f"underlying read() should have returned a bytes object, not '{type(data).__name__}'")
            self._snapshot = flags, data
            self._text = self._decode(data, at_end)
            self._has_read = True
            if len(self._text) < n_characters:
                raise OSError("can't restore logical file position")
            self._at = n_characters
        self._start_encoder(is_start)

    def _start_encoder(self, is_start):
        if self._encoder is not None:
            if is_start:
                self._encoder.reset()
            else:
                self._encoder.setstate(0)

    def truncate(self, position=None):
        with self._lock:
            self._owner.flush()
            return self.buffer.truncate(position)

    # ---- the end ----

    @property
    def closed(self):
        return self.buffer.closed

    def _check_open(self):
        if self.buffer.closed:
            raise ValueError('I/O operation on closed file.')

    def close(self):
        try:
            self._owner.flush()
        finally:
            self.buffer.close()

    # ---- what the buffer says ----

    @property
    def name(self):
        return self.buffer.name

    @property
    def newlines(self):
        return getattr(self._decoder, 'newlines', None)

    def fileno(self):
        return self.buffer.fileno()

    def isatty(self):
        return self.buffer.isatty()

    def seekable(self):
        return self.buffer.seekable()

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()
