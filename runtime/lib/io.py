"""Streams: the classes and functions of _io, and the abstract classes above them."""

import abc

from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, BufferedRandom, BufferedReader,
                 BufferedWriter, BytesIO, FileIO, StringIO, TextIOWrapper, UnsupportedOperation,
                 open, open_code, text_encoding)
from _io import _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase
from _io_newlines import IncrementalNewlineDecoder

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
           'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
           'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
           'SEEK_CUR', 'SEEK_END']

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

UnsupportedOperation.__module__ = 'io'


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    """Anything that can be opened, read, written and closed."""


class RawIOBase(_RawIOBase, IOBase):
    """Bytes, straight from where they are."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Bytes, with a buffer between."""


class TextIOBase(_TextIOBase, IOBase):
    """Characters."""


class BufferedRWPair(_BufferedIOBase):
    """Two raw streams as one that reads from the first and writes to the second."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self._reader = BufferedReader(reader, buffer_size)
        self._writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self._reader.read(size)

    def read1(self, size=-1, /):
        return self._reader.read1(size)

    def readinto(self, buffer, /):
        return self._reader.readinto(buffer)

    def readinto1(self, buffer, /):
        return self._reader.readinto1(buffer)

    def peek(self, size=0, /):
        return self._reader.peek(size)

    def write(self, buffer, /):
        return self._writer.write(buffer)

    def flush(self):
        return self._writer.flush()

    def readable(self):
        return self._reader.readable()

    def writable(self):
        return self._writer.writable()

    def isatty(self):
        return self._writer.isatty() or self._reader.isatty()

    def close(self):
        try:
            self._writer.close()
        finally:
            self._reader.close()

    @property
    def closed(self):
        return self._writer.closed


RawIOBase.register(FileIO)
for _class in BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair:
    BufferedIOBase.register(_class)
for _class in StringIO, TextIOWrapper:
    TextIOBase.register(_class)
del _class
