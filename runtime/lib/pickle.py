"""Objects to bytes and back.

Model: _pickle_save walks an object graph and writes a program, _pickle_load runs it; both are
imported here, and the bytes are those of CPython's pickle, in either direction.

Thread-safety with the global lock off: dumps() and loads() are independent of each other; a
Pickler or Unpickler belongs to one thread.

Native: see _pickle_save and _pickle_load.
"""

from _pickle_format import (DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, OPCODES, PickleError, PicklingError,
                            UnpicklingError, whichmodule)
from _pickle_load import Unpickler
from _pickle_save import Pickler

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump',
           'dumps', 'load', 'loads', 'HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL']

globals().update(OPCODES)
__all__ += [_name for _name, _ in OPCODES]

bytes_types = bytes, bytearray    # what loads() takes in any case
format_version = '4.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']


def encode_long(x):
    """An int as the shortest two's complement bytes, the lowest first; 0 has none."""
    return x.to_bytes((x if x >= 0 else ~x).bit_length() // 8 + 1, 'little', signed=True) if x else b''


def decode_long(data):
    return int.from_bytes(data, 'little', signed=True)


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write obj to a binary file."""
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes that loads() makes an equal object of."""
    pickler = Pickler.__new__(Pickler)
    pickler._set_protocol(protocol, fix_imports, buffer_callback)
    return pickler._dump_bytes(obj)


def load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read one object from a binary file."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors,
                     buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None):
    """Read one object from bytes."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    unpickler = Unpickler.__new__(Unpickler)
    unpickler._file_read = unpickler._file_readline = None
    unpickler._reset(data if type(data) is bytes else bytes(memoryview(data)), fix_imports,
                     encoding, errors, buffers)
    return unpickler.load()


# CPython has these in Python beside those in C; here they are the same.
_dump, _dumps, _load, _loads, _Pickler, _Unpickler = dump, dumps, load, loads, Pickler, Unpickler
