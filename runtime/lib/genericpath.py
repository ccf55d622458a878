"""Questions about paths that only need stat(): the part of os.path that knows no separator.

Thread-safety with the global lock off: every function is one or two system calls on its arguments.

Native: posix.stat, posix.lstat, posix.fstat, posix.fspath.
"""

import posix
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize', 'isdir',
           'isfile', 'samefile', 'sameopenfile', 'samestat']


def _mode(path):
    """st_mode, or 0 if there is no such file."""
    try:
        return posix.stat(path).st_mode
    except (OSError, ValueError):
        return 0


def exists(path):
    return _mode(path) != 0


def isfile(path):
    return stat.S_ISREG(_mode(path))


def isdir(s):
    return stat.S_ISDIR(_mode(s))


def getsize(filename):
    return posix.stat(filename).st_size


def getmtime(filename):
    return posix.stat(filename).st_mtime


def getatime(filename):
    return posix.stat(filename).st_atime


def getctime(filename):
    return posix.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(posix.stat(f1), posix.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(posix.fstat(fp1), posix.fstat(fp2))


def commonprefix(m):
    """The longest common beginning of a list of paths, character by character."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(posix.fspath, m))
    low, high = min(m), max(m)
    for i, part in enumerate(low):
        if part != high[i]:
            return low[:i]
    return low


def _splitext(path, sep, dot):
    """Split before the last dot of the last component, leading dots of which do not count."""
    start = path.rfind(sep) + 1
    end = path.rfind(dot)
    if end < start or not path[start:end].strip(dot):
        return path, path[:0]
    return path[:end], path[end:]


def _check_arg_types(funcname, *args):
    """Raise the TypeError that explains why parts of a path do not go together."""
    kinds = set()
    for part in args:
        if not isinstance(part, (str, bytes)):
            raise TypeError(f'{funcname}() argument must be str, bytes, or os.PathLike object, '
                            f'not {type(part).__name__!r}') from None
        kinds.add(isinstance(part, str))
    if len(kinds) == 2:
        raise TypeError("Can't mix strings and bytes in path components") from None
