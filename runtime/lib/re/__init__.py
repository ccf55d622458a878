r"""Regular expressions: Python's patterns, matched by PCRE2.

_parser reads a pattern and raises what CPython raises; _translator writes it for PCRE2; the module _re (in C) holds the
types Pattern and Match. What PCRE2 cannot express exactly raises re.error; docs/compatibility.md lists it.
"""

import enum
import functools

import _re
from . import _constants, _parser, _translator
from ._constants import error

__all__ = ['match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile', 'purge', 'template',
           'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII', 'IGNORECASE', 'LOCALE',
           'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag']

__version__ = '2.2.1'


@enum.global_enum
@enum._simple_enum(enum.IntFlag, boundary=enum.KEEP)
class RegexFlag:
    NOFLAG = 0
    ASCII = A = _constants.FLAG_ASCII
    IGNORECASE = I = _constants.FLAG_IGNORECASE
    LOCALE = L = _constants.FLAG_LOCALE
    UNICODE = U = _constants.FLAG_UNICODE
    MULTILINE = M = _constants.FLAG_MULTILINE
    DOTALL = S = _constants.FLAG_DOTALL
    VERBOSE = X = _constants.FLAG_VERBOSE
    TEMPLATE = T = _constants.FLAG_TEMPLATE
    DEBUG = _constants.FLAG_DEBUG
    __str__ = object.__str__
    _numeric_repr_ = hex


Pattern = _re.Pattern
Match = _re.Match


# --- Compiling ---

# The newest last. Lock-free: each operation on a dict is atomic, and a pattern compiled twice is no harm.
_cache = {}
_MAX_CACHE = 512


def _compile_new(pattern, flags):
    if not isinstance(pattern, (str, bytes, bytearray)) and not _is_buffer(pattern):
        raise TypeError('first argument must be string or compiled pattern')
    source = pattern if isinstance(pattern, str) else bytes(pattern)
    if flags & _constants.FLAG_TEMPLATE:
        _parser.warn('The re.TEMPLATE/re.T flag is deprecated as it is an undocumented flag without an obvious purpose. '
                     "Don't use it.")
    tree, state = _parser.parse(source, flags)
    if flags & _constants.FLAG_DEBUG:
        import pprint
        pprint.pprint(tree)
    if state.n_groups > _re.MAXGROUPS:
        raise OverflowError('regular expression has too many groups')
    return _re.Pattern(pattern, state.flags, state.n_groups - 1, state.names, tuple(state.closing_order),
                       functools.partial(_translator.translate, tree, state.flags))


def _is_buffer(v):
    try:
        memoryview(v)
    except TypeError:
        return False
    return True


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    compiled = _compile_new(pattern, flags)
    if not flags & _constants.FLAG_DEBUG:
        while len(_cache) >= _MAX_CACHE:
            try:
                del _cache[next(iter(_cache))]
            except (StopIteration, RuntimeError, KeyError):
                pass  # another thread was there first
        _cache[type(pattern), pattern, flags] = compiled
    return compiled


def compile(pattern, flags=0):
    "Compile a regular expression pattern, returning a Pattern object."
    return _compile(pattern, flags)


def template(pattern, flags=0):
    "Compile a template pattern, returning a Pattern object, deprecated"
    _parser.warn('The re.template() function is deprecated as it is an undocumented function without an obvious '
                 'purpose. Use re.compile() instead.')
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        return _compile(pattern, flags | T)


def purge():
    "Clear the regular expression caches"
    _cache.clear()
    _template.cache_clear()


# --- Matching ---

def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern, returning
    a Match object, or None if no match was found."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Return the string obtained by replacing the leftmost
    non-overlapping occurrences of the pattern in string by the
    replacement repl.  repl can be either a string or a callable;
    if a string, backslash escapes in it are processed.  If it is
    a callable, it's passed the Match object and must return
    a replacement string to be used."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Return a 2-tuple containing (new_string, number).
    new_string is the string obtained by replacing the leftmost
    non-overlapping occurrences of the pattern in the source
    string by the replacement repl.  number is the number of
    substitutions that were made. repl can be either a string or a
    callable; if a string, backslash escapes in it are processed.
    If it is a callable, it's passed the Match object and must
    return a replacement string to be used."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern,
    returning a list containing the resulting substrings."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the
    string.  For each match, the iterator returns a Match object."""
    return _compile(pattern, flags).finditer(string)


_special = {code: '\\' + chr(code) for code in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    "Escape special characters in a string."
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin-1').translate(_special).encode('latin-1')


# --- Templates ---

@functools.lru_cache(_MAX_CACHE)
def _template(pattern, source):
    """What sub() puts in for `source`: a text, or a tuple of texts and numbers in turn."""
    parts = _parser.parse_template(source, pattern)
    return parts[0] if len(parts) == 1 else tuple(parts)


_re.template = _template


# --- Pickling ---

import copyreg


def _pickle(p):
    return _compile, (p.pattern, p.flags)


copyreg.pickle(Pattern, _pickle, _compile)


# --- Scanner ---

class Scanner:
    """Splits a text into tokens by a lexicon of (pattern, action) pairs."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        if isinstance(flags, RegexFlag):
            flags = flags.value
        n = 1
        self._actions = {}
        branches, order = [], []
        state = _parser.State()
        for pattern, action in lexicon:
            tree, inner = _parser.parse(pattern, flags)
            if inner.n_groups > 1:
                raise ValueError('a pattern of a Scanner cannot have groups')
            branches.append(('group', n, 0, 0, tree))
            order.append(n)
            self._actions[n] = action
            n += 1
        flags = _parser.check_flags(lexicon[0][0] if lexicon else '', flags)
        tree = ('alt', tuple(branches))
        self.scanner = _re.Pattern(None, flags, n - 1, {}, tuple(order),
                                   functools.partial(_translator.translate, tree, flags))

    def scan(self, string):
        result = []
        match = self.scanner.scanner(string).match
        i = 0
        while True:
            m = match()
            if not m or m.end() == i:
                break
            action = self._actions[m.lastindex]
            if callable(action):
                self.match = m
                action = action(self, m.group())
            if action is not None:
                result.append(action)
            i = m.end()
        return result, string[i:]
