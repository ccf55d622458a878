"""binascii: conversions, checksums, errors."""
import binascii


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'

data = bytes(range(256))
print(binascii.hexlify(data)[:20], binascii.b2a_hex(b'abc', ':'), binascii.hexlify(b'abcdefg', b'_', 2), binascii.hexlify(b'abcdefg', '-', -3))
print(attempt(binascii.hexlify, b'a', '::'), attempt(binascii.hexlify, b'a', '\xe9'), attempt(binascii.hexlify, 'a'), attempt(binascii.hexlify, b'', ''))
print(binascii.unhexlify('00fFAb'), binascii.a2b_hex(b'7a'), attempt(binascii.unhexlify, 'abc'), attempt(binascii.unhexlify, 'zz'), attempt(binascii.unhexlify, 5), attempt(binascii.unhexlify, 'é'))
for n in range(8):
    line = binascii.b2a_base64(data[250 - n:250])
    print(line, binascii.a2b_base64(line) == data[250 - n:250], binascii.b2a_base64(data[:n], newline=False))
for text in ['YWJj', 'YW Jj\n', 'YWJ', 'Y', 'YW==', 'YW=', 'YW==YW==', '=', '====', 'Y!W!J!j', 'YWJjYQ', 'YQ==x', '', 'YWJj=', 'YW=j', b'YWI=']:
    print(text, attempt(binascii.a2b_base64, text), attempt(binascii.a2b_base64, text, strict_mode=True))
print(binascii.crc32(b'hello'), binascii.crc32(b'lo', binascii.crc32(b'hel')), binascii.crc32(data * 10, 5), binascii.crc32(b''), binascii.crc32(b'', -1), binascii.crc_hqx(b'hello', 0), binascii.crc_hqx(data, 0xffff))
for n in (0, 1, 2, 3, 44, 45):
    line = binascii.b2a_uu(data[60:60 + n])
    print(line, binascii.a2b_uu(line) == data[60:60 + n])
print(binascii.b2a_uu(b'\0a', backtick=True), binascii.a2b_uu('"`@`\n'), attempt(binascii.b2a_uu, data), attempt(binascii.a2b_uu, '#abc\x7f'), binascii.a2b_uu(b' '), attempt(binascii.a2b_uu, b'!AB  x'))
for text in [b'a=3Db', b'a=\nb', b'a=\r\nb', b'=', b'a=Zb', b'a_b', 'x=41', b'=4', b'a=3db']:
    print(text, binascii.a2b_qp(text), binascii.a2b_qp(text, header=True))
for raw in [b'a=b', b'a b ', b'tab\t\n', b'\xff\n', b'.', b'.\n', b'x' * 80, b'a_b c', b'\r\n', b'a\rb', b'\x7f\x1f', b'end ']:
    print(raw, binascii.b2a_qp(raw), binascii.b2a_qp(raw, quotetabs=True), binascii.b2a_qp(raw, istext=False), binascii.b2a_qp(raw, header=True))
print(binascii.Error.__mro__[1], binascii.Incomplete.__mro__[1], binascii.Error.__module__)
