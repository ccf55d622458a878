"""UTF-7 (RFC 2152): ASCII as it is, everything else as UTF-16 in base64 between "+" and "-".

Beside the alphabet of base64 and its end, nothing that follows a "+" is part of the sequence. The decoder takes any
ASCII character for itself but "+"; the encoder writes "~" and the backslash in base64, as the RFC wants it.
"""

from binascii import b2a_base64

from _codecs import _bytes, _handle_decoding

_ALPHABET = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = {b: i for i, b in enumerate(_ALPHABET)}
_DIRECT = frozenset(b'\t\n\r ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
                    b'\'(),-./:?!"#$%&*;<=>@[]^_`{|}')


class _Bits:
    """The bits of one sequence that have not become a character yet."""

    def __init__(self):
        self.n = self.value = self.surrogate = 0

    def add(self, six):
        """Six more bits: the text that they complete."""
        self.value = self.value << 6 | six
        self.n += 6
        if self.n < 16:
            return ''
        self.n -= 16
        unit, self.value = self.value >> self.n, self.value & (1 << self.n) - 1
        high, self.surrogate = self.surrogate, 0
        if high and 0xdc00 <= unit < 0xe000:
            return chr(0x10000 + (high - 0xd800 << 10) + unit - 0xdc00)
        text = chr(high) if high else ''
        if 0xd800 <= unit < 0xdc00:
            self.surrogate = unit
            return text
        return text + chr(unit)

    def fault(self):
        """What is wrong with a sequence that ends here; None: nothing."""
        if self.n >= 6:
            return 'partial character in shift sequence'
        return 'non-zero padding bits in shift sequence' if self.value else None


def utf_7_decode(data, errors=None, final=False, /):
    data = _bytes(data)
    out, i, start, bits, length_before = [], 0, 0, None, 0

    def fail(reason):
        nonlocal i
        text, i = _handle_decoding(errors, 'utf7', data, start, i, reason)
        out.append(text)

    while True:
        while i < len(data):
            b = data[i]
            if bits is not None and b in _VALUES:
                i += 1
                out.append(bits.add(_VALUES[b]))
            elif bits is not None:
                ended, bits = bits, None
                fault = ended.fault()
                if fault:
                    i += 1
                    fail(fault)
                    continue
                if ended.surrogate and b < 128 and b != 0x2b:
                    out.append(chr(ended.surrogate))
                i += b == 0x2d
            elif b == 0x2b:
                start = i
                i += 1
                if data[i:i + 1] == b'-':
                    i += 1
                    out.append('+')
                elif i < len(data) and data[i] not in _VALUES:
                    i += 1
                    fail('ill-formed sequence')
                else:
                    bits, length_before = _Bits(), len(out)
            elif b < 128:
                i += 1
                out.append(chr(b))
            else:
                start = i
                i += 1
                fail('unexpected special character')
        if bits is None or not final or not (bits.surrogate or bits.n >= 6 or bits.value):
            break
        bits = None
        fail('unterminated shift sequence')
    if bits is not None and not final:
        return ''.join(out[:length_before]), start
    return ''.join(out), i


def _sequence(text):
    """Characters in base64, without the signs around them."""
    return b2a_base64(text.encode('utf-16-be', 'surrogatepass'), newline=False).rstrip(b'=')


def utf_7_encode(text, errors=None, /):
    if not isinstance(text, str):
        raise TypeError(f'utf_7_encode() argument 1 must be str, not {type(text).__name__}')
    out, i = bytearray(), 0
    while i < len(text):
        c = ord(text[i])
        if c in _DIRECT:
            out.append(c)
            i += 1
        elif c == 0x2b:
            out += b'+-'
            i += 1
        else:
            end = i + 1
            while end < len(text) and ord(text[end]) not in _DIRECT:
                end += 1
            out += b'+' + _sequence(text[i:end])
            if end == len(text) or ord(text[end]) in _VALUES or text[end] == '-':
                out += b'-'
            i = end
    return bytes(out), len(text)
