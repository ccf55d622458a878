"""File names that match a shell pattern.

Model: the pattern is split at its last slash; the directories come from the part before it,
recursively, and each is searched for names that match the part after it.  Names that begin with a
dot match only patterns that do.  '**' stands for any number of directories if recursive is true.

Thread-safety with the global lock off: no shared state; the file system may change underneath, and
directories that vanish are skipped.

Native: posix through os.
"""

import fnmatch
import os

__all__ = ['glob', 'iglob', 'escape']

_MAGIC = '*?['


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The list of paths that match."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match, one by one."""
    if dir_fd is not None:
        raise NotImplementedError('dir_fd unavailable on this platform')
    pathname = os.fspath(pathname)
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    search = _Search(root, recursive, include_hidden)
    return search.find(pathname, False, recursive and search.is_double_star(pathname[:2]))


def has_magic(s):
    """True if s is a pattern and not just a name."""
    if isinstance(s, bytes):
        s = s.decode('latin-1')
    return any(char in s for char in _MAGIC)


def escape(pathname):
    """A pattern that matches exactly pathname."""
    if isinstance(pathname, bytes):
        return escape(pathname.decode('latin-1')).encode('latin-1')
    return ''.join(f'[{char}]' if char in _MAGIC else char for char in pathname)


class _Search:
    """The options of one call."""

    def __init__(self, root, recursive, include_hidden):
        self.root = root
        self.recursive = recursive
        self.include_hidden = include_hidden

    def is_double_star(self, pattern):
        return self.recursive and pattern in ('**', b'**')

    def find(self, pathname, dironly, skip_empty=False):
        """Paths below the root that match; without the empty one that a leading '**' finds."""
        dirname, basename = os.path.split(pathname)
        if not has_magic(pathname):
            if basename and os.path.lexists(self.absolute(pathname)) or (
                    not basename and os.path.isdir(self.absolute(dirname))):
                yield pathname
            return
        if not dirname:
            directories = [dirname]
        elif dirname != pathname and has_magic(dirname):
            directories = self.find(dirname, True)
        else:
            directories = [dirname]
        for directory in directories:
            for name in self.match(directory, basename, dironly):
                if name or directory or not skip_empty:
                    yield os.path.join(directory, name)

    def match(self, directory, pattern, dironly):
        """Names in directory that match; paths below it for '**'."""
        if not has_magic(pattern):
            return self.literal(directory, pattern)
        if self.is_double_star(pattern):
            return self.below(directory, pattern[:0], dironly)
        names = (entry.name for entry in self.entries(directory, dironly))
        if not self.include_hidden and not _is_hidden(pattern):
            names = (name for name in names if not _is_hidden(name))
        return fnmatch.filter(names, pattern)

    def literal(self, directory, name):
        path = self.absolute(directory)
        found = os.path.lexists(os.path.join(path, name)) if name else os.path.isdir(path)
        return [name] if found else []

    def below(self, directory, name, dironly):
        """name, then everything below it, depth first."""
        if name or not directory or os.path.isdir(self.absolute(directory)):
            yield name
        here = os.path.join(directory, name) if name else directory
        for entry in self.entries(here, dironly):
            if not self.include_hidden and _is_hidden(entry.name):
                continue
            below = os.path.join(name, entry.name) if name else entry.name
            if _is_dir(entry):
                yield from self.below(directory, below, dironly)
            else:
                yield below

    def entries(self, directory, dironly):
        path = self.absolute(directory) or (b'.' if isinstance(directory, bytes) else '.')
        try:
            with os.scandir(path) as scan:
                found = list(scan)
        except OSError:
            return []
        return [entry for entry in found if _is_dir(entry)] if dironly else found

    def absolute(self, path):
        return os.path.join(self.root, path) if self.root else path


def _is_dir(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_hidden(name):
    return name[:1] in ('.', b'.')
