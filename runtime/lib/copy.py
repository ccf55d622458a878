"""Copies of objects, shallow and deep.

Model: the module _copy does it, in C; here are the names.  The library's own copy.py sets the attributes of a copy
through its __dict__, which costs Hasp the hidden class of the instance.

Thread-safety with the global lock off: a container that another thread changes meanwhile is read as by
iteration.

Native: _copy.
"""

from _copy import Error, copy, deepcopy

__all__ = ['Error', 'copy', 'deepcopy']

error = Error    # its old name


def __getattr__(name):
    if name == 'dispatch_table':
        from copyreg import dispatch_table
        return dispatch_table
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
