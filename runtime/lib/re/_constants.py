"""What the parser, the translator and the module itself share: flags, limits, the exception."""

import _re

MAGIC = 20220615
MAXREPEAT = 2 ** 32 - 1
MAXGROUPS = 2 ** 30

# As CPython numbers them.
FLAG_TEMPLATE = 1
FLAG_IGNORECASE = 2
FLAG_LOCALE = 4
FLAG_MULTILINE = 8
FLAG_DOTALL = 16
FLAG_UNICODE = 32
FLAG_VERBOSE = 64
FLAG_DEBUG = 128
FLAG_ASCII = 256

# Flags that say which characters are letters: one of them at a time.
TYPE_FLAGS = FLAG_ASCII | FLAG_LOCALE | FLAG_UNICODE
# Flags that can be set for a whole pattern only.
GLOBAL_FLAGS = FLAG_DEBUG | FLAG_TEMPLATE


class error(Exception):
    """Exception raised for invalid regular expressions.

    Attributes:

        msg: The unformatted error message
        pattern: The regular expression pattern
        pos: The index in the pattern where compilation failed (may be None)
        lineno: The line corresponding to pos (may be None)
        colno: The column corresponding to pos (may be None)
    """

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        text = msg
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            text = f'{msg} at position {pos}'
            if newline in pattern:
                text = f'{text} (line {self.lineno}, column {self.colno})'
        super().__init__(text)


_re.error = error
