"""The codecs that write characters as in literals: unicode_escape, raw_unicode_escape, escape (of bytes)."""

from _codecs import _bytes, _handle_decoding

_SIMPLE = {'\n': '', '\\': '\\', "'": "'", '"': '"', 'b': '\b', 'f': '\f', 't': '\t', 'n': '\n', 'r': '\r', 'v': '\v',
           'a': '\a'}
_DIGITS = {'x': 2, 'u': 4, 'U': 8}
_REASONS = {'x': 'truncated \\xXX escape', 'u': 'truncated \\uXXXX escape', 'U': 'truncated \\UXXXXXXXX escape'}


def unicode_escape_encode(text, errors=None, /):
    out = []
    for c in text:
        code = ord(c)
        if c in '\\\t\n\r':
            out.append({'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}[c])
        elif 32 <= code < 127:
            out.append(c)
        elif code < 0x100:
            out.append(f'\\x{code:02x}')
        else:
            out.append(f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}')
    return ''.join(out).encode('ascii'), len(text)


def raw_unicode_escape_encode(text, errors=None, /):
    out = bytearray()
    for c in text:
        code = ord(c)
        if code < 0x100:
            out.append(code)
        else:
            out += (f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}').encode('ascii')
    return bytes(out), len(text)


def _hex_end(data, i, n):
    """How far hex digits reach, n at most."""
    end = i
    while end < len(data) and end - i < n and chr(data[end]) in '0123456789abcdefABCDEF':
        end += 1
    return end


class _Invalid(Exception):
    """(end of the bytes that are wrong, reason)"""


class _Cut(Exception):
    """The data end within an escape, and more may follow."""


def _numeric(data, i, kind, final):
    """\\xXX and its kin, whose digits begin at i: (character, end)."""
    n = _DIGITS[kind]
    end = _hex_end(data, i, n)
    if end - i < n:
        if end == len(data) and not final:
            raise _Cut
        raise _Invalid(end, _REASONS[kind])
    code = int(data[i:end], 16)
    if code > 0x10ffff:
        raise _Invalid(end, 'illegal Unicode character')
    return chr(code), end


def _named(data, i, final):
    """\\N{name}, behind the N: (character, end)."""
    has_brace = data[i:i + 1] == b'{'
    close = data.find(b'}', i) if has_brace else -1
    if close < 0 and not final and (has_brace or i >= len(data)):
        raise _Cut
    if not has_brace or close < 0 or close == i + 1:
        raise _Invalid(len(data) if has_brace and close < 0 else i + has_brace, 'malformed \\N character escape')
    from unicodedata import lookup
    try:
        found = lookup(data[i + 1:close])
    except KeyError:
        found = ''
    if len(found) != 1:  # a named sequence is no character
        raise _Invalid(close + 1, 'unknown Unicode character name')
    return found, close + 1


def _escape(data, i, final):
    """What follows a backslash at i - 1: (text, end)."""
    if i >= len(data):
        if not final:
            raise _Cut
        raise _Invalid(i, '\\ at end of string')
    c = chr(data[i])
    if c in _SIMPLE:
        return _SIMPLE[c], i + 1
    if c in _DIGITS:
        return _numeric(data, i + 1, c, final)
    if c in '01234567':
        end = i + 1
        while end < len(data) and end - i < 3 and chr(data[end]) in '01234567':
            end += 1
        if end == len(data) and end - i < 3 and not final:
            raise _Cut
        return chr(int(data[i:end], 8)), end
    if c == 'N':
        return _named(data, i + 1, final)
    return None, i


class _Warning:
    """Of the first escape that is none, or whose octal number is too large for a byte."""

    given = False

    def warn(self, kind, text):
        if not self.given:
            import warnings
            warnings.warn(f"invalid {kind} sequence '\\{text}'", DeprecationWarning, stacklevel=3)
        self.given = True

    def check(self, data, i, end):
        """What begins at i, behind the backslash, and was read up to `end`."""
        if end == i:
            self.warn('escape', chr(data[i]))
        elif end - i == 3 and 0x34 <= data[i] <= 0x37:
            self.warn('octal escape', data[i:end].decode())


def unicode_escape_decode(data, errors=None, final=True, /):
    data = data.encode() if isinstance(data, str) else _bytes(data)
    out, i, warning = [], 0, _Warning()
    while i < len(data):
        start = data.find(b'\\', i)
        if start < 0:
            start = len(data)
        out.append(str(data[i:start], 'latin-1'))
        i = start
        if start == len(data):
            break
        try:
            text, i = _escape(data, start + 1, final)
        except _Cut:
            break
        except _Invalid as e:
            text, i = _handle_decoding(errors, 'unicodeescape', data, start, e.args[0], e.args[1])
        else:
            warning.check(data, start + 1, i)
        out.append('\\' if text is None else text)
    return ''.join(out), i


def raw_unicode_escape_decode(data, errors=None, final=True, /):
    data = data.encode() if isinstance(data, str) else _bytes(data)
    out, i = [], 0
    while i < len(data):
        if data[i] != 92:
            end = data.find(b'\\', i)
            end = len(data) if end < 0 else end
            out.append(str(data[i:end], 'latin-1'))
            i = end
            continue
        if i + 1 >= len(data):
            if not final:
                break
            out.append('\\')
            i += 1
            continue
        kind = chr(data[i + 1])
        if kind not in 'uU':
            out.append('\\' + kind)
            i += 2
            continue
        start = i
        try:
            text, i = _numeric(data, i + 2, kind, final)
        except _Cut:
            break
        except _Invalid as e:
            reason = '\\Uxxxxxxxx out of range' if e.args[1].startswith('illegal') else e.args[1]
            text, i = _handle_decoding(errors, 'rawunicodeescape', data, start, e.args[0], reason)
        out.append(text)
    return ''.join(out), i


def escape_encode(data, errors=None, /):
    if not isinstance(data, bytes):
        raise TypeError(f'escape_encode() argument 1 must be bytes, not {type(data).__name__}')
    out = []
    for b in data:
        c = chr(b)
        if c in "'\\\t\n\r":
            out.append({"'": "\\'", '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}[c])
        else:
            out.append(c if 32 <= b < 127 else f'\\x{b:02x}')
    return ''.join(out).encode('ascii'), len(data)


def _handle_bytes(errors, position):
    if errors in (None, 'strict'):
        raise ValueError(f'invalid \\x escape at position {position}')
    if errors == 'replace':
        return b'?'
    if errors == 'ignore':
        return b''
    raise ValueError(f'decoding error; unknown error handling code: {errors}')


def escape_decode(data, errors=None, /):
    data = data.encode() if isinstance(data, str) else _bytes(data)
    out, i, warning = bytearray(), 0, _Warning()
    while i < len(data):
        if data[i] != 92:
            out.append(data[i])
            i += 1
            continue
        if i + 1 >= len(data):
            raise ValueError('Trailing \\ in string')
        c = chr(data[i + 1])
        if c in _SIMPLE:
            out += _SIMPLE[c].encode()
            i += 2
        elif c in '01234567':
            end = i + 2
            while end < len(data) and end - i < 4 and chr(data[end]) in '01234567':
                end += 1
            warning.check(data, i + 1, end)
            out.append(int(data[i + 1:end], 8) & 255)
            i = end
        elif c == 'x':
            end = _hex_end(data, i + 2, 2)
            if end - i == 4:
                out.append(int(data[i + 2:end], 16))
            else:
                out += _handle_bytes(errors, i)
            i = end
        else:
            warning.check(data, i + 1, i + 1)
            out.append(92)
            i += 1
    return bytes(out), len(data)
