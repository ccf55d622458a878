"""Lines of source files.

Model: a file is read whole, once, and kept as a list of lines; checkcache() drops what changed on
disk.  A module whose loader has get_source() is asked when there is no such file, then the binary.

Thread-safety with the global lock off: cache is a dictionary of complete entries; two threads that
miss read the file twice.

Native: posix.stat, open().
"""

import posix

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache', 'getlines', 'updatecache']

cache = {}      # filename -> (size, mtime, lines, full name), or (get_lines,) until it is asked for


def getline(filename, lineno, module_globals=None):
    """Line number lineno with its newline, or ''."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines, or []."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def clearcache():
    cache.clear()


def checkcache(filename=None):
    """Forget files that are not what they were."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        try:
            now = posix.stat(entry[3])
        except (OSError, ValueError):
            now = None
        if now is None or (now.st_size, now.st_mtime) != entry[:2]:
            cache.pop(name, None)


def _is_special(filename):
    return not filename or (filename.startswith('<') and filename.endswith('>'))


def updatecache(filename, module_globals=None):
    """Read the file anew."""
    lazy = cache.pop(filename, None)
    if _is_special(filename):
        return []
    try:
        found = posix.stat(filename)
    except (OSError, ValueError):
        return _from_loader(filename, lazy, module_globals)
    try:
        with open(filename, encoding=_encoding_of(filename)) as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = found.st_size, found.st_mtime, lines, filename
    return lines


def _from_loader(filename, lazy, module_globals):
    if (lazy is None or len(lazy) != 1) and lazycache(filename, module_globals):
        lazy = cache.pop(filename)
    try:
        source = _embedded_source(filename) if lazy is None or len(lazy) != 1 else lazy[0]()
    except (ImportError, OSError):
        return []
    if source is None:
        return []
    lines = [line + '\n' for line in source.splitlines()]
    cache[filename] = len(source), None, lines, filename
    return lines


def _embedded_source(filename):
    """What the binary carries where such a file would lie, or None: its modules name no loader until they are asked to."""
    if not filename.startswith('<hasp>/'):
        return None
    from _imp import _find_embedded
    found = _find_embedded(filename[len('<hasp>/'):].removesuffix('.py').removesuffix('/__init__').replace('/', '.'))
    return found and found[0]


def lazycache(filename, module_globals):
    """Remember how to get the source of a module, without getting it."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not module_globals or _is_special(filename):
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals.get('__name__')
    loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or get_source is None:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True


def _encoding_of(filename):
    """What the coding line of the first two lines says, else utf-8 (PEP 263)."""
    with open(filename, 'rb') as file:
        head = [file.readline(), file.readline()]
    if head[0].startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    for line in head:
        comment = line.strip()
        if comment and not comment.startswith(b'#'):
            break
        _, found, rest = comment.partition(b'coding')
        if found and rest[:1] in (b':', b'='):
            name = rest[1:].strip().split()
            if name:
                return name[0].rstrip(b'-*').decode('ascii', 'replace')
    return 'utf-8'
