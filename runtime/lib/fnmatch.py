"""File names against shell patterns: * ? [set] [!set].

Model: a pattern is compiled once into a list of one-character tests with stars between them and
matched greedily with one backtracking point, the last star, which is enough because a later star
can always absorb what an earlier one would have (Krauss 2008).  No regular expressions are used;
translate() produces one for those who want it.

Thread-safety with the global lock off: the cache of compiled patterns is one dictionary; two
threads may compile the same pattern, either result is good.

Native: nothing.
"""

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']

_STAR = object()
_ANY = object()
_MAX_CACHE = 512
_cache = {}


class _Set:
    """[...]: single characters and ranges, perhaps negated."""

    def __init__(self, body):
        self.negated = body.startswith('!')
        if self.negated:
            body = body[1:]
        self.ranges = []
        i = 0
        while i < len(body):
            if i + 2 < len(body) and body[i + 1] == '-':
                self.ranges.append((body[i], body[i + 2]))
                i += 3
            else:
                self.ranges.append((body[i], body[i]))
                i += 1

    def __contains__(self, char):
        return self.negated != any(low <= char <= high for low, high in self.ranges)


def _compile(pattern):
    """A list of _STAR, _ANY, single characters and sets."""
    tests = []
    i = 0
    while i < len(pattern):
        char = pattern[i]
        i += 1
        if char == '*':
            if not tests or tests[-1] is not _STAR:
                tests.append(_STAR)
        elif char == '?':
            tests.append(_ANY)
        elif char == '[':
            end = _set_end(pattern, i)
            if end < 0:
                tests.append('[')
            else:
                tests.append(_Set(pattern[i:end]))
                i = end + 1
        else:
            tests.append(char)
    return tests


def _set_end(pattern, start):
    """The index of the ] that ends the set begun before start; a leading ] is a member."""
    i = start
    if pattern[i:i + 1] == '!':
        i += 1
    if pattern[i:i + 1] == ']':
        i += 1
    return pattern.find(']', i)


def _compiled(pattern):
    tests = _cache.get(pattern)
    if tests is None:
        text = pattern.decode('latin-1') if isinstance(pattern, bytes) else pattern
        if len(_cache) >= _MAX_CACHE:
            _cache.clear()
        tests = _cache[pattern] = _compile(text)
    return tests


def _matches(tests, name):
    star = -1           # index in tests after the last star, -1 before the first
    resume = 0          # where in name to go on after that star swallows one more
    i = j = 0
    while i < len(name):
        test = tests[j] if j < len(tests) else None
        if test is _STAR:
            star = j = j + 1
            resume = i
        elif test is not None and (test is _ANY or test == name[i] or (
                type(test) is _Set and name[i] in test)):
            i += 1
            j += 1
        elif star >= 0:
            resume += 1
            i, j = resume, star
        else:
            return False
    while j < len(tests) and tests[j] is _STAR:
        j += 1
    return j == len(tests)


def fnmatchcase(name, pat):
    """True if the whole name matches the pattern."""
    if isinstance(name, bytes) != isinstance(pat, bytes):
        raise TypeError('cannot use a string pattern on a bytes-like object'
                        if isinstance(name, bytes) else
                        'cannot use a bytes pattern on a string-like object')
    if isinstance(name, bytes):
        name = name.decode('latin-1')
    return _matches(_compiled(pat), name)


def fnmatch(name, pat):
    """fnmatchcase() with the file system's case rule, which on POSIX is the same."""
    from posix import fspath
    return fnmatchcase(fspath(name), fspath(pat))


def filter(names, pat):
    """The names that match."""
    return [name for name in names if fnmatchcase(name, pat)]


def translate(pat):
    """A regular expression that matches what pat matches."""
    parts = []
    for test in _compile(pat):
        if test is _STAR:
            parts.append('.*')
        elif test is _ANY:
            parts.append('.')
        elif type(test) is _Set:
            members = ''.join(_escape(low) if low == high else f'{_escape(low)}-{_escape(high)}'
                              for low, high in test.ranges if low <= high)
            if members:
                parts.append(f"[{'^' * test.negated}{members}]")
            else:
                parts.append('.' if test.negated else '(?!)')
        else:
            parts.append(_escape(test))
    return f"(?s:{''.join(parts)})\\Z"


def _escape(char):
    return '\\' + char if char in '\t\n\v\f\r !"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~' else char
