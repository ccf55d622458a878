"""Objects to bytes and back.

Model: the module _pickle, in C, has all that programs use, and this one gives it the names of the library's
pickle.  What else those who look inside ask for (the classes in Python, _Pickler and _Unpickler, whichmodule,
...) comes from the installed library's own pickle.py, which is run when such a name is first asked for.  So
importing pickle reads no file and brings no other module, and multiprocessing needs no library.

Thread-safety with the global lock off: dumps() and loads() are independent of each other; a Pickler or
Unpickler serves one thread at a time and raises RuntimeError in others.

Native: _pickle.
"""

from _pickle import (PickleBuffer, PickleError, Pickler, PicklingError, Unpickler, UnpicklingError, _opcodes,
                     dump, dumps, load, loads)

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps', 'load',
           'loads', 'PickleBuffer', *_opcodes]

globals().update(_opcodes)

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
format_version = '4.0'
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
bytes_types = bytes, bytearray    # what loads() takes in any case


def encode_long(x):
    """An int as the shortest two's complement bytes, the lowest first; 0 has none."""
    return x.to_bytes((x if x >= 0 else ~x).bit_length() // 8 + 1, 'little', signed=True) if x else b''


def decode_long(data):
    """The int of such bytes."""
    return int.from_bytes(data, 'little', signed=True)


def _run_library(name):
    """The installed library's module, run under that name; None without a library."""
    import sys
    path = f'{sys._stdlib_dir}/pickle.py'
    try:
        with open(path, encoding='utf-8') as file:
            source = file.read()
    except OSError:
        return None
    module = type(sys)(name)
    module.__file__ = path
    exec(compile(source, path, 'exec'), module.__dict__)
    return module


def __getattr__(name):
    if not (name.startswith('__') and name.endswith('__')):
        for key, value in vars(_run_library('pickle') or object).items():
            if not key.startswith('__'):
                globals().setdefault(key, value)
        if name in globals():
            return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


if __name__ == '__main__':
    _run_library('__main__')
