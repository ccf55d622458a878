"""Paths with slashes: os.path.

Model: text manipulation on str or bytes alike; realpath() is the one that walks the file system.

Thread-safety with the global lock off: pure functions; what they ask the file system may have
changed by the time they return, as anywhere.

Native: posix (fspath, getcwd, getcwdb, lstat, readlink, environ).
"""

import posix
import stat
from posix import fspath

import genericpath
from genericpath import (commonprefix, exists, getatime, getctime, getmtime, getsize, isdir, isfile,
                         samefile, sameopenfile, samestat)

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname',
           'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists',
           'lexists', 'isdir', 'isfile', 'ismount', 'expanduser', 'expandvars', 'normpath',
           'abspath', 'samefile', 'sameopenfile', 'samestat', 'curdir', 'pardir', 'sep', 'pathsep',
           'defpath', 'altsep', 'extsep', 'devnull', 'realpath', 'supports_unicode_filenames',
           'relpath', 'commonpath']

curdir, pardir, extsep, sep, pathsep = '.', '..', '.', '/', ':'
defpath, altsep, devnull = '/bin:/usr/bin', None, '/dev/null'
supports_unicode_filenames = False


def _like(path, text):
    """text in the type of path."""
    return text.encode() if isinstance(path, bytes) else text


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_like(s, '/'))


def join(a, *p):
    """Put components together; an absolute one drops all before it."""
    a = fspath(a)
    slash = _like(a, '/')
    path = a
    try:
        for part in map(fspath, p):
            if part.startswith(slash):
                path = part
            elif not path or path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p):
    """(all before the last slash, all after it)"""
    p = fspath(p)
    slash = _like(p, '/')
    i = p.rfind(slash) + 1
    head = p[:i]
    return head.rstrip(slash) or head, p[i:]


def splitext(p):
    """(all before the extension, the extension with its dot)"""
    p = fspath(p)
    return genericpath._splitext(p, _like(p, '/'), _like(p, '.'))


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def basename(p):
    p = fspath(p)
    return p[p.rfind(_like(p, '/')) + 1:]


def dirname(p):
    return split(p)[0]


def islink(path):
    try:
        return stat.S_ISLNK(posix.lstat(path).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def lexists(path):
    try:
        posix.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def ismount(path):
    """True for the root of a mounted file system."""
    try:
        here = posix.lstat(path)
        if stat.S_ISLNK(here.st_mode):
            return False
        path = fspath(path)
        above = posix.lstat(realpath(join(path, _like(path, '..'))))
    except (OSError, ValueError):
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def _environ(name):
    """A variable as the program sees it, through os when that is loaded."""
    import os
    return os.environ.get(name)


def expanduser(path):
    """Replace a leading ~ or ~user."""
    path = fspath(path)
    if not path.startswith(_like(path, '~')):
        return path
    slash = _like(path, '/')
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    home = _home(path[1:end])
    if home is None:
        return path
    if isinstance(path, bytes):
        import os
        home = os.fsencode(home)
    return (home.rstrip(slash) + path[end:]) or slash


def _home(user):
    if not user and _environ('HOME') is not None:
        return _environ('HOME')
    try:
        import pwd
        if user:
            return pwd.getpwnam(user.decode() if isinstance(user, bytes) else user).pw_dir
        return pwd.getpwuid(posix.getuid()).pw_dir
    except (ImportError, KeyError):
        return None


def expandvars(path):
    """Replace $name and ${name} by what the environment says; unknown ones stay."""
    path = fspath(path)
    if isinstance(path, bytes):
        import os
        return os.fsencode(expandvars(os.fsdecode(path)))
    head, *rest = path.split('$')
    for piece in rest:
        end = piece.find('}')
        if piece.startswith('{') and end >= 0:
            name, after = piece[1:end], piece[end + 1:]
        else:
            end = 0
            while end < len(piece) and piece[end].isascii() and (
                    piece[end].isalnum() or piece[end] == '_'):
                end += 1
            name, after = piece[:end], piece[end:]
        value = _environ(name) if name else None
        head += '$' + piece if value is None else value + after
    return head


def normpath(path):
    """Drop doubled slashes, '.' and, as text, 'dir/..'."""
    path = fspath(path)
    slash, dot, dots = _like(path, '/'), _like(path, '.'), _like(path, '..')
    if not path:
        return dot
    # POSIX lets exactly two leading slashes mean something of their own.
    lead = 1 if path.startswith(slash) else 0
    if path.startswith(slash * 2) and not path.startswith(slash * 3):
        lead = 2
    kept = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not lead and not kept) or (kept and kept[-1] == dots):
            kept.append(part)
        elif kept:
            kept.pop()
    return slash * lead + slash.join(kept) or dot


def _cwd(path):
    return posix.getcwdb() if isinstance(path, bytes) else posix.getcwd()


def abspath(path):
    path = fspath(path)
    if not isabs(path):
        path = join(_cwd(path), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The absolute path without symbolic links; a loop of links is left in place."""
    filename = fspath(filename)
    slash, dot, dots = _like(filename, '/'), _like(filename, '.'), _like(filename, '..')
    path = slash if filename.startswith(slash) else _cwd(filename)
    rest = filename.split(slash)[::-1]
    followed = {}       # link -> where it led, None while it is being followed
    while rest:
        part = rest.pop()
        if type(part) is tuple:
            followed[part[0]] = path    # the components of that link's target are used up
            continue
        if not part or part == dot:
            continue
        if part == dots:
            path = split(path)[0]
            continue
        whole = join(path, part)
        try:
            is_link = stat.S_ISLNK(posix.lstat(whole).st_mode)
        except OSError:
            if strict:
                raise
            is_link = False
        if not is_link:
            path = whole
        elif whole in followed:
            if followed[whole] is not None:
                path = followed[whole]
                continue
            if strict:
                posix.stat(whole)    # raises ELOOP
            path = whole
        else:
            followed[whole] = None
            target = posix.readlink(whole)
            rest.append((whole,))
            rest.extend(target.split(slash)[::-1])
            if target.startswith(slash):
                path = slash
    return path


def relpath(path, start=None):
    """path as seen from start."""
    if not path:
        raise ValueError('no path specified')
    path = fspath(path)
    start = _like(path, '.') if start is None else fspath(start)
    slash, dots = _like(path, '/'), _like(path, '..')
    try:
        from_parts = [part for part in abspath(start).split(slash) if part]
        to_parts = [part for part in abspath(path).split(slash) if part]
        shared = len(commonprefix([from_parts, to_parts]))
        parts = [dots] * (len(from_parts) - shared) + to_parts[shared:]
        return slash.join(parts) or _like(path, '.')
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest common path, component by component."""
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    genericpath._check_arg_types('commonpath', *paths)
    slash, dot = _like(paths[0], '/'), _like(paths[0], '.')
    if len({path.startswith(slash) for path in paths}) == 2:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    shared = commonprefix([min(split_paths), max(split_paths)])
    return (slash if paths[0].startswith(slash) else slash[:0]) + slash.join(shared)
