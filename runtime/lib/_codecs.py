"""What lies beneath the module codecs: the registry of codecs, the error handlers, and the codecs that are built in.

The wide-spread encodings are in C (runtime/codec.c) and known to str.encode and bytes.decode without this module, which is
imported when a script asks for another encoding, another error handler, or imports codecs. The module _codec is the door to
those in C.

A codec is a CodecInfo tuple of the package encodings. The registry is shared by all threads: each operation on its list and
dicts is atomic, and a codec that two threads look up at once is the same to both or equal.
"""

import _codec

_search_path = []
_cache = {}
_handlers = {}


# --- The registry ---

def register(search_function, /):
    """Register a codec search function: encoding name -> CodecInfo or None."""
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _search_path.append(search_function)


def unregister(search_function, /):
    """Unregister a codec search function and clear the registry's cache."""
    if search_function in _search_path:
        _search_path.remove(search_function)
        _cache.clear()


def _forget_codec(encoding, /):
    del _cache[encoding]


def lookup(encoding, /):
    """Looks up a codec tuple in the registry and returns a CodecInfo object."""
    if not isinstance(encoding, str):
        raise TypeError(f'lookup() argument must be str, not {_name(encoding)}')
    if '\0' in encoding:
        raise ValueError('embedded null character')
    name = _normalize(encoding)
    found = _cache.get(name)
    if found is not None:
        return found
    import encodings  # registers its search function
    for search in tuple(_search_path):
        found = search(name)
        if found is None:
            continue
        if not isinstance(found, tuple) or len(found) != 4:
            raise TypeError('codec search functions must return 4-tuples')
        return _cache.setdefault(name, found)
    raise LookupError('unknown encoding: ' + encoding)


def _name(v):
    return 'None' if v is None else type(v).__name__


def _normalize(encoding):
    """In lower case, with one underscore for whatever is neither letter, digit nor point, in ASCII."""
    words = ''.join(c if c.isascii() and c.isalnum() or c == '.' else ' ' for c in encoding.lower())
    return '_'.join(words.split())


# Exceptions that are made of more than a text, or carry more.
_SPECIAL = (OSError, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError, StopIteration, NameError, ImportError,
            AttributeError, SyntaxError, SystemExit, MemoryError, BaseExceptionGroup)


def _name_codec(e, doing, encoding):
    """Raises what a codec raised with the codec's name in it, where an exception of the same type can tell that."""
    cls = type(e)
    if (isinstance(e, _SPECIAL) or e.__dict__ or len(e.args) > 1 or e.args and type(e.args[0]) is not str
            or any(base.__flags__ & 0x200 and {'__init__', '__new__'} & vars(base).keys() or vars(base).get('__slots__')
                   for base in cls.__mro__)):
        raise e
    raise cls(f"{doing} with '{encoding}' codec failed ({cls.__name__}: {e})") from e


def _run(function, data, errors, what, encoding):
    try:
        result = function(data) if errors is None else function(data, errors)
    except BaseException as e:
        _name_codec(e, 'encoding' if what == 'encoder' else 'decoding', encoding)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f'{what} must return a tuple (object, integer)')
    return result[0]


def encode(obj, encoding='utf-8', errors='strict'):
    """Encodes obj using the codec registered for encoding."""
    return _run(lookup(encoding)[0], obj, errors, 'encoder', encoding)


def decode(obj, encoding='utf-8', errors='strict'):
    """Decodes obj using the codec registered for encoding."""
    return _run(lookup(encoding)[1], obj, errors, 'decoder', encoding)


def _text_codec(encoding, alternative):
    info = lookup(encoding)
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(f"'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs")
    return info


def _text_encode(text, encoding, errors):
    """str.encode, for an encoding that is not in C."""
    result = _run(_text_codec(encoding, 'codecs.encode()')[0], text, errors, 'encoder', encoding)
    if not isinstance(result, (bytes, bytearray)):
        raise TypeError(f"'{encoding}' encoder returned '{_name(result)}' instead of 'bytes'; "
                        'use codecs.encode() to encode to arbitrary types')
    return bytes(result)


def _text_decode(data, encoding, errors):
    """bytes.decode, for an encoding that is not in C."""
    result = _run(_text_codec(encoding, 'codecs.decode()')[1], data, errors, 'decoder', encoding)
    if not isinstance(result, str):
        raise TypeError(f"'{encoding}' decoder returned '{_name(result)}' instead of 'str'; "
                        'use codecs.decode() to decode to arbitrary types')
    return result


# --- Error handlers ---

def register_error(errors, handler, /):
    """Register the specified error handler under the name errors."""
    if not isinstance(errors, str):
        raise TypeError(f'register_error() argument 1 must be str, not {_name(errors)}')
    if not callable(handler):
        raise TypeError('handler must be callable')
    _handlers[errors] = handler


def lookup_error(name, /):
    """lookup_error(errors) -> handler"""
    if not isinstance(name, str):
        raise TypeError(f'lookup_error() argument must be str, not {_name(name)}')
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


def _unhandled(e):
    return TypeError(f"don't know how to handle {_name(e)} in error callback")


def strict_errors(e, /):
    if isinstance(e, Exception):
        raise e
    raise TypeError('codec must pass exception instance')


def ignore_errors(e, /):
    if isinstance(e, UnicodeError) and hasattr(e, 'end'):
        return '', e.end
    raise _unhandled(e)


def replace_errors(e, /):
    if isinstance(e, UnicodeEncodeError):
        return '?' * (e.end - e.start), e.end
    if isinstance(e, UnicodeDecodeError):
        return '\ufffd', e.end
    if isinstance(e, UnicodeTranslateError):
        return '\ufffd' * (e.end - e.start), e.end
    raise _unhandled(e)


def xmlcharrefreplace_errors(e, /):
    if isinstance(e, UnicodeEncodeError):
        return ''.join(f'&#{ord(c)};' for c in e.object[e.start:e.end]), e.end
    raise _unhandled(e)


def _escaped(code):
    return f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}'


def backslashreplace_errors(e, /):
    if isinstance(e, UnicodeDecodeError):
        return ''.join(f'\\x{b:02x}' for b in e.object[e.start:e.end]), e.end
    if isinstance(e, (UnicodeEncodeError, UnicodeTranslateError)):
        return ''.join(_escaped(ord(c)) for c in e.object[e.start:e.end]), e.end
    raise _unhandled(e)


def namereplace_errors(e, /):
    if not isinstance(e, UnicodeEncodeError):
        raise _unhandled(e)
    from unicodedata import name
    text = ''
    for c in e.object[e.start:e.end]:
        known = name(c, None)
        text += _escaped(ord(c)) if known is None else '\\N{%s}' % known
    return text, e.end


def _surrogate_units(encoding):
    """How the encoding of an exception writes a surrogate: (size of a unit, byte order), or None for UTF-8."""
    name = encoding.lower().replace('_', '-')
    if name in ('utf-8', 'utf8', 'cp-utf8'):
        return None
    for prefix, size in ('utf-16', 2), ('utf-32', 4), ('utf16', 2), ('utf32', 4):
        if name.startswith(prefix):
            rest = name[len(prefix):].lstrip('-')
            if rest in ('', 'le', 'be'):
                return size, 'big' if rest == 'be' else 'little'
    return ()


def surrogatepass(e, /):
    if not isinstance(e, (UnicodeEncodeError, UnicodeDecodeError)):
        raise _unhandled(e)
    units = _surrogate_units(e.encoding)
    if units == ():
        raise e
    if isinstance(e, UnicodeEncodeError):
        out = b''
        for c in map(ord, e.object[e.start:e.end]):
            if not 0xd800 <= c <= 0xdfff:
                raise e
            out += bytes((0xe0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63)) if units is None else c.to_bytes(*units)
        return out, e.end
    size = 3 if units is None else units[0]
    data = e.object[e.start:e.start + size]
    if len(data) < size:
        raise e
    if units is not None:
        c = int.from_bytes(data, units[1])
    elif data[0] & 0xf0 == 0xe0 and data[1] & 0xc0 == 0x80 == data[2] & 0xc0:
        c = (data[0] & 15) << 12 | (data[1] & 63) << 6 | data[2] & 63
    else:
        raise e
    if not 0xd800 <= c <= 0xdfff:
        raise e
    return chr(c), e.start + size


def surrogateescape(e, /):
    if isinstance(e, UnicodeEncodeError):
        codes = [ord(c) for c in e.object[e.start:e.end]]
        if not all(0xdc80 <= c <= 0xdcff for c in codes):
            raise e
        return bytes(c - 0xdc00 for c in codes), e.end
    if not isinstance(e, UnicodeDecodeError):
        raise _unhandled(e)
    text = ''
    for b in e.object[e.start:e.end]:
        if b < 128:
            break
        text += chr(0xdc00 + b)
    if not text:
        raise e
    return text, e.start + len(text)


for _function, _handler in [('strict', strict_errors), ('ignore', ignore_errors), ('replace', replace_errors),
                            ('xmlcharrefreplace', xmlcharrefreplace_errors),
                            ('backslashreplace', backslashreplace_errors), ('namereplace', namereplace_errors),
                            ('surrogatepass', surrogatepass), ('surrogateescape', surrogateescape)]:
    register_error(_function, _handler)


def _handle_decoding(errors, encoding, data, start, end, reason):
    """What an error handler gives for bytes: (text, where to go on)."""
    result = lookup_error(errors or 'strict')(UnicodeDecodeError(encoding, data, start, end, reason))
    if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], str):
        raise TypeError('decoding error handler must return (str, int) tuple')
    return result[0], _position(result[1], len(data))


def _handle_encoding(errors, encoding, text, start, end, reason):
    """What an error handler gives for characters: (str or bytes, where to go on)."""
    result = lookup_error(errors or 'strict')(UnicodeEncodeError(encoding, text, start, end, reason))
    if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], (str, bytes)):
        raise TypeError('encoding error handler must return (str/bytes, int) tuple')
    return result[0], _position(result[1], len(text))


def _position(position, length):
    if not isinstance(position, int):
        raise TypeError(f"'{_name(position)}' object cannot be interpreted as an integer")
    at = int(position)  # of an exact int, as the caller in C takes it
    at += length if at < 0 else 0
    if not 0 <= at <= length:
        raise IndexError(f'position {position} from error handler out of bounds')
    return at


# --- The codecs in C ---

def _bytes(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return bytes(memoryview(data))


def _encoder(name):
    def encode(text, errors=None, /):
        return _codec.encode(text, name, errors), len(text)
    encode.__name__ = encode.__qualname__ = name.replace('-', '_') + '_encode'
    return encode


def _decoder(name, is_incremental):
    def decode(data, errors=None, final=False, /):
        return _codec.decode(_bytes(data), name, errors, final)

    def decode_whole(data, errors=None, /):
        return _codec.decode(_bytes(data), name, errors, True)
    function = decode if is_incremental else decode_whole
    function.__name__ = function.__qualname__ = name.replace('-', '_') + '_decode'
    return function


# As static methods, so that a class may hold one as an attribute without making a method of it, as of a function in C.
for _function in ['utf-8', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be', 'latin-1', 'ascii']:
    globals()[_function.replace('-', '_') + '_encode'] = staticmethod(_encoder(_function))
    globals()[_function.replace('-', '_') + '_decode'] = staticmethod(_decoder(_function, _function.startswith('utf')))
del _function, _handler


def _by_order(name):
    """utf_16_encode and its kin, whose last argument is a byte order; and those that tell which one they met."""
    def encode(text, errors=None, byteorder=0, /):
        suffix = '' if byteorder == 0 else '-le' if byteorder < 0 else '-be'
        return _codec.encode(text, name + suffix, errors), len(text)

    def ex_decode(data, errors=None, byteorder=0, final=False, /):
        data = _bytes(data)
        size = 2 if name == 'utf-16' else 4
        skipped = 0
        if byteorder == 0 and len(data) >= size:
            for order, mark in (-1, 0xfeff .to_bytes(size, 'little')), (1, 0xfeff .to_bytes(size, 'big')):
                if data[:size] == mark:
                    byteorder, skipped = order, size
        if byteorder == 0 and len(data) < size and not final:
            return '', 0, 0
        suffix = '-be' if byteorder > 0 else '-le'
        text, consumed = _codec.decode(data[skipped:], name + suffix, errors, final)
        return text, consumed + skipped, byteorder
    return staticmethod(encode), staticmethod(ex_decode)


utf_16_encode, utf_16_ex_decode = _by_order('utf-16')
utf_32_encode, utf_32_ex_decode = _by_order('utf-32')


@staticmethod
def readbuffer_encode(data, errors=None, /):
    data = data.encode() if isinstance(data, str) else _bytes(data)
    return data, len(data)


# --- Maps of characters ---

def charmap_build(table, /):
    """A mapping for charmap_encode, from a decoding table."""
    return {ord(c): i for i, c in enumerate(table) if c != '\ufffe'}


def _mapped_character(mapping, b):
    """None: undefined."""
    if mapping is None:
        return chr(b)
    try:
        c = mapping[b]
    except LookupError:
        return None
    if c is None or c == '\ufffe' or c == 0xfffe:
        return None
    if isinstance(c, int):
        if not 0 <= c <= 0x10ffff:
            raise TypeError('character mapping must be in range(0x110000)')
        return chr(c)
    if not isinstance(c, str):
        raise TypeError('character mapping must return integer, None or str')
    return c


@staticmethod
def charmap_decode(data, errors=None, mapping=None, /):
    data = _bytes(data)
    out, i = [], 0
    while i < len(data):
        c = _mapped_character(mapping, data[i])
        if c is None:
            c, i = _handle_decoding(errors, 'charmap', data, i, i + 1, 'character maps to <undefined>')
        else:
            i += 1
        out.append(c)
    return ''.join(out), len(data)


def _mapped_byte(mapping, c):
    """bytes, or None: undefined."""
    if mapping is None:
        return bytes((c,)) if c < 256 else None
    try:
        b = mapping[c]
    except LookupError:
        return None
    if b is None:
        return None
    if isinstance(b, int):
        if not 0 <= b <= 255:
            raise TypeError('character mapping must be in range(256)')
        return bytes((b,))
    if not isinstance(b, bytes):
        raise TypeError(f'character mapping must return integer, bytes or None, not {_name(b)}')
    return b


@staticmethod
def charmap_encode(text, errors=None, mapping=None, /):
    out, i = bytearray(), 0
    while i < len(text):
        b = _mapped_byte(mapping, ord(text[i]))
        if b is not None:
            out += b
            i += 1
            continue
        end = i + 1
        while end < len(text) and _mapped_byte(mapping, ord(text[end])) is None:
            end += 1
        substitute, after = _handle_encoding(errors, 'charmap', text, i, end, 'character maps to <undefined>')
        if isinstance(substitute, str):
            for c in substitute:
                b = _mapped_byte(mapping, ord(c))
                if b is None:
                    raise UnicodeEncodeError('charmap', text, i, end, 'character maps to <undefined>')
                out += b
        else:
            out += substitute
        i = after
    return bytes(out), len(text)


# --- Escapes and UTF-7, in modules of their own: few programs need them ---

def _lazily(module, name):
    def function(*args):
        return getattr(__import__(module), name)(*args)
    function.__name__ = function.__qualname__ = name
    return staticmethod(function)


for _name_of_one in ['escape_encode', 'escape_decode', 'unicode_escape_encode', 'unicode_escape_decode',
                     'raw_unicode_escape_encode', 'raw_unicode_escape_decode']:
    globals()[_name_of_one] = _lazily('_codecs_escape', _name_of_one)
for _name_of_one in ['utf_7_encode', 'utf_7_decode']:
    globals()[_name_of_one] = _lazily('_codecs_utf_7', _name_of_one)
del _name_of_one
