"""The operating system.

Model: the module posix supplies the system calls and whatever it has is re-exported; this file adds
the environment as a mapping, walking directories, and the few functions made of several calls.

Thread-safety with the global lock off: environ updates its dictionary and the C environment one
after the other under a lock, so that both tell the same; makedirs() and walk() tolerate
directories that others create or remove meanwhile.

Native: posix, sys (getfilesystemencoding and its errors).
"""

import sys
from _thread import allocate_lock

import abc
import posix
import posixpath as path
import stat as st
from _collections_abc import Mapping, MutableMapping
from posix import *
from posix import _exit
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT, P_NOWAIT, P_NOWAITO = 0, 1, 1

_environ_lock = allocate_lock()

if hasattr(posix, 'register_at_fork'):
    posix.register_at_fork(after_in_child=_environ_lock._at_fork_reinit)


def _get_exports_list(module):
    """The public names of a module (socket asks for those of _socket)."""
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if not name.startswith('_')]


def fsencode(filename):
    """A path as bytes."""
    filename = posix.fspath(filename)
    if isinstance(filename, str):
        return filename.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return filename


def fsdecode(filename):
    """A path as str."""
    filename = posix.fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return filename


class PathLike(abc.ABC):
    """Something that stands for a path: it has __fspath__()."""

    @abc.abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is not PathLike:
            return NotImplemented
        return True if any('__fspath__' in base.__dict__ for base in subclass.__mro__) \
            else NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


class _Environ(MutableMapping):
    """The environment; changing it changes that of the process."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        with _environ_lock:
            posix.putenv(key, value)
            self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        with _environ_lock:
            posix.unsetenv(encoded)
            try:
                del self._data[encoded]
            except KeyError:
                raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ', '.join(f'{key!r}: {value!r}' for key, value in self.items())
        return f'environ({{{items}}})'

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __or__(self, other):
        return {**self, **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _encode_variable(value):
    if not isinstance(value, str):
        raise TypeError(f'str expected, not {type(value).__name__}')
    return value.encode(sys.getfilesystemencoding(), 'surrogateescape')


def _decode_variable(value):
    return value.decode(sys.getfilesystemencoding(), 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f'bytes expected, not {type(value).__name__}')
    return value


environ = _Environ(posix.environ, _encode_variable, _decode_variable, _encode_variable,
                   _decode_variable)
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)
supports_bytes_environ = True


def _those(names):
    return {globals()[name] for name in names.split() if name in globals()}

# What can be called relative to a directory's descriptor, with a descriptor for a path, without following links.
supports_dir_fd = _those('access chmod chown link mkdir mkfifo mknod open readlink rename rmdir stat symlink unlink utime')
supports_effective_ids = _those('access')
supports_fd = _those('chdir chmod chown execve listdir pathconf scandir stat statvfs truncate utime')
supports_follow_symlinks = _those('access chown link stat utime')


def getenv(key, default=None):
    return environ.get(key, default)


def getenvb(key, default=None):
    return environb.get(key, default)


def get_exec_path(env=None):
    """The directories that programs are looked for in."""
    import warnings
    env = environ if env is None else env
    with warnings.catch_warnings():    # of -b, about the comparison of b'PATH' with str
        warnings.simplefilter('ignore', BytesWarning)
        found = env.get('PATH')
        found_bytes = env.get(b'PATH') if not isinstance(env, _Environ) else None
    if found is not None and found_bytes is not None:
        raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
    if found_bytes is not None:
        found = found_bytes
    if isinstance(found, bytes):
        found = fsdecode(found)
    return (defpath if found is None else found).split(pathsep)


# Directories.

def makedirs(name, mode=0o777, exist_ok=False):
    """mkdir() with all the directories above."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass    # somebody else was faster
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        posix.mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """rmdir() with the directories above, as long as they are empty."""
    posix.rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            posix.rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """rename(), making the directories above new and removing empty ones above old."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    posix.rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (path, directories, files) for top and everything below it."""
    top = posix.fspath(top)
    dirs, files, followed = [], [], []
    try:
        with posix.scandir(top) as scan:
            for entry in scan:
                is_dir = _entry_is(entry.is_dir)
                (dirs if is_dir else files).append(entry.name)
                if is_dir and not topdown and (followlinks or not _entry_is(entry.is_symlink)):
                    followed.append(entry.name)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if topdown:
        yield top, dirs, files
        # The caller may have changed dirs.
        followed = (name for name in dirs
                    if followlinks or not path.islink(path.join(top, name)))
    for name in followed:
        yield from walk(path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """As walk(), yielding also a descriptor of each directory: (path, directories, files, dirfd)."""
    sys.audit('os.fwalk', top, topdown, onerror, follow_symlinks, dir_fd)
    top = posix.fspath(top)
    fd = _open_directory(top, dir_fd, follow_symlinks)    # an error of this one is raised
    if fd >= 0:
        yield from _walk_descriptor(top, fd, (topdown, onerror, follow_symlinks))


def _open_directory(name, dir_fd, follow_symlinks):
    """Opens what is to be walked; -1 for a link that is not to be followed, or that was put there meanwhile."""
    before = None if follow_symlinks else posix.stat(name, follow_symlinks=False, dir_fd=dir_fd)
    fd = posix.open(name, posix.O_RDONLY | posix.O_NONBLOCK, dir_fd=dir_fd)
    if before is None or (st.S_ISDIR(before.st_mode) and path.samestat(before, posix.stat(fd))):
        return fd
    posix.close(fd)
    return -1


def _walk_descriptor(whole, fd, options):
    """Closes the descriptor in the end. `whole` is the path to show."""
    topdown, onerror, follow_symlinks = options
    try:
        dirs, files = [], []
        with posix.scandir(fd) as scan:
            for entry in scan:
                (dirs if _entry_is(entry.is_dir) else files).append(
                    fsencode(entry.name) if isinstance(whole, bytes) else entry.name)
        if topdown:
            yield whole, dirs, files, fd
        for name in dirs:
            try:
                inner = _open_directory(name, fd, follow_symlinks)
            except OSError as error:
                if onerror is not None:
                    onerror(error)
                continue
            if inner >= 0:
                yield from _walk_descriptor(path.join(whole, name), inner, options)
        if not topdown:
            yield whole, dirs, files, fd
    finally:
        posix.close(fd)


def _entry_is(question):
    try:
        return question()
    except OSError:
        return False


# Files and processes.

def _fspath(name):
    """fspath() in Python, as CPython's os has it."""
    if isinstance(name, (str, bytes)):
        return name
    kind = type(name)
    try:
        method = kind.__fspath__
    except AttributeError:
        if hasattr(kind, '__fspath__'):
            raise
        raise TypeError('expected str, bytes or os.PathLike object, not ' + kind.__name__) from None
    found = method(name)
    if not isinstance(found, (str, bytes)):
        raise TypeError(f'expected {kind.__name__}.__fspath__() to return str or bytes, not {type(found).__name__}')
    return found


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd)}, expected integer)')
    import builtins
    return builtins.open(fd, mode, buffering, encoding, *args, **kwargs)


def _execvpe(file, args, env=None):
    """Try the directories of PATH in turn. env None: this process's environment."""
    execute, rest = (execv, (args,)) if env is None else (execve, (args, env))
    if path.dirname(file):
        execute(file, *rest)
    first_error = last_error = None
    for directory in get_exec_path(env):
        try:
            execute(path.join(fsencode(directory), fsencode(file)), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last_error = error
        except OSError as error:
            last_error = error
            first_error = first_error or error
    raise first_error or last_error


def execvp(file, args):
    _execvpe(file, args, None)


def execvpe(file, args, env):
    _execvpe(file, args, env)


def execl(file, *args):
    posix.execv(file, args)


def execle(file, *args):
    """The last argument is the environment."""
    posix.execve(file, args[:-1], args[-1])


def execlp(file, *args):
    execvp(file, args)


def execlpe(file, *args):
    execvpe(file, args[:-1], args[-1])


def _spawn(mode, execute, *args):
    """A child that becomes another program: its exit status (negative: the signal) with P_WAIT, else its number."""
    if not isinstance(args[1], (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args[1] or not args[1][0]:
        raise ValueError('argv first element cannot be empty')
    pid = posix.fork()
    if pid == 0:
        try:
            execute(*args)
        finally:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        _, status = posix.waitpid(pid, 0)
        if not posix.WIFSTOPPED(status):
            return posix.waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    return _spawn(mode, posix.execv, file, args)


def spawnve(mode, file, args, env):
    return _spawn(mode, posix.execve, file, args, env)


def spawnvp(mode, file, args):
    return _spawn(mode, execvp, file, args)


def spawnvpe(mode, file, args, env):
    return _spawn(mode, execvpe, file, args, env)


def spawnl(mode, file, *args):
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    return spawnvpe(mode, file, args[:-1], args[-1])


class _Pipe:
    """A text file on a shell command; close() gives the command's status, None for success."""

    def __init__(self, stream, process):
        self._stream, self._process = stream, process

    def close(self):
        self._stream.close()
        code = self._process.wait()
        if code:
            return code if code < 0 else code << 8

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def popen(cmd, mode='r', buffering=-1):
    """A pipe to ('w') or from ('r') a shell command."""
    if not isinstance(cmd, str):
        raise TypeError(f'invalid cmd type ({type(cmd)}, expected string)')
    if mode not in ('r', 'w'):
        raise ValueError(f'invalid mode {mode!r}')
    if buffering == 0 or buffering is None:
        raise ValueError('popen() does not support unbuffered streams')
    import subprocess
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering,
                               **{'stdout' if mode == 'r' else 'stdin': subprocess.PIPE})
    return _Pipe(process.stdout if mode == 'r' else process.stdin, process)


__all__ = [_name for _name in globals() if not _name.startswith('_')] + ['_exit']
for _name in ('sys', 'abc', 'st', 'Mapping', 'MutableMapping', 'allocate_lock', 'posix'):
    __all__.remove(_name)
del _name
