# Digests of known texts in one go, in pieces, copied; uuids from names and fields.
import hashlib, hmac, uuid, zlib, binascii
for name in ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_256', 'blake2b', 'blake2s'):
    h = hashlib.new(name, b'hello ')
    c = h.copy()
    h.update(b'world')
    print(name, h.hexdigest()[:24], h.digest_size, h.block_size, c.hexdigest()[:8], getattr(hashlib, name)(b'hello world').digest() == h.digest(), h.name)
print(hashlib.shake_128(b'x').hexdigest(10), hashlib.blake2b(b'x', digest_size=8, key=b'k', salt=b's').hexdigest(), hashlib.pbkdf2_hmac('sha256', b'pw', b'salt', 10).hex()[:16], hmac.new(b'key', b'msg', 'sha256').hexdigest()[:16], hmac.compare_digest(b'a', b'a'))
print(zlib.crc32(b'abc'), zlib.adler32(b'abc'), zlib.decompress(zlib.compress(b'data' * 100)) == b'data' * 100, len(zlib.compress(b'a' * 1000, 9)) < 30, binascii.crc32(b'abc'))
u = uuid.UUID('12345678-1234-5678-1234-567812345678')
print(u, u.hex, u.int, u.fields, u.version, u.variant, u.urn, uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid3(uuid.NAMESPACE_URL, 'x'), uuid.UUID(int=5), uuid.UUID(bytes=b'0123456789abcdef'), uuid.UUID('{urn:uuid:12345678123456781234567812345678}') == u, sorted([uuid.UUID(int=2), uuid.UUID(int=1)])[0].int, uuid.uuid4().version)
for source in ("hashlib.new('nope')", "hashlib.md5('text')", "uuid.UUID('short')", 'uuid.UUID()', 'uuid.UUID(int=-1)', "hashlib.sha256(b'').update(5)", "zlib.decompress(b'junk')", "hmac.new(b'k')", "hashlib.blake2b(digest_size=99)", "uuid.UUID(int=1) < 5"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
