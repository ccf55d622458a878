"""hashlib and hmac: digests, piece by piece, copies, parameters, errors, threads."""
import hashlib
import hmac
import random
import threading


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


data = bytes(range(256)) * 40
for name in sorted(hashlib.algorithms_guaranteed):
    h = hashlib.new(name, b'abc')
    size = (20,) if name.startswith('shake') else ()
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*size))
    other = h.copy()
    h.update(data)
    print(h.hexdigest(*size), other.digest(*size) == hashlib.new(name, b'abc').digest(*size))
    pieces = getattr(hashlib, name)()
    for i in range(0, len(data), 700):
        pieces.update(data[i:i + 700])
    print(pieces.digest(*size) == getattr(hashlib, name)(data).digest(*size), getattr(hashlib, name)(bytearray(b'x')).hexdigest(*size)[:8])
print(hashlib.shake_128(b'').hexdigest(5), hashlib.shake_256(b'a').digest(length=3), len(hashlib.shake_128(b'a').digest(5000)), hashlib.shake_128().digest(0))
print(attempt(hashlib.new, 'foo'), attempt(hashlib.sha256, 'x'), attempt(hashlib.sha256, 5), attempt(hashlib.new, 5), hashlib.new('SHA256').name)
print(attempt(hashlib.sha256().update, 'x'), attempt(type(hashlib.sha256())), repr(hashlib.sha1())[:28], type(hashlib.shake_128()).__mro__)

print(hashlib.blake2b(b'data', digest_size=20, key=b'key', salt=b'salt', person=b'me').hexdigest())
print(hashlib.blake2s(data, digest_size=9, key=b'k' * 32, fanout=2, depth=3, leaf_size=4096, node_offset=5, node_depth=1, inner_size=32, last_node=True).hexdigest())
print(hashlib.blake2b(data, key=b'key').hexdigest(), hashlib.blake2s(b'', digest_size=1).hexdigest(), hashlib.blake2b(b'x' * 128, digest_size=16).hexdigest())
print(attempt(hashlib.blake2b, digest_size=65), attempt(hashlib.blake2s, digest_size=0), attempt(hashlib.blake2b, key=b'k' * 65), attempt(hashlib.blake2b, salt=b's' * 17), attempt(hashlib.blake2s, depth=0), attempt(hashlib.blake2s, fanout=256))

h = hmac.new(b'key', b'message', 'sha256')
print(h.hexdigest(), h.name, h.digest_size, h.block_size, hmac.digest(b'k' * 100, b'm', 'md5'))
copy = h.copy()
h.update(b' more')
print(h.hexdigest() == hmac.new(b'key', b'message more', hashlib.sha256).hexdigest(), copy.hexdigest() == h.hexdigest(), hmac.new(b'k' * 300, data, 'sha3_512').hexdigest())
print(attempt(hmac.new, b'k', b'm'), attempt(hmac.new, 'k', b'm', 'md5'))
print(hmac.compare_digest('a', 'a'), hmac.compare_digest(b'a', bytearray(b'b')), attempt(hmac.compare_digest, 'a', 'é'), attempt(hmac.compare_digest, 'a', b'a'))
print(hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 10).hex(), hashlib.pbkdf2_hmac('sha1', b'password', b'salt', 2, 7))
print(attempt(hashlib.pbkdf2_hmac, 'sha1', b'a', b'b', 0), attempt(hashlib.pbkdf2_hmac, 'sha1', b'a', b'b', 1, 0))
random.seed('text')
print(random.random(), random.randrange(1000))

# One hash for several threads: the pieces are equal, so that their order does not matter.
shared, big = hashlib.sha256(), b'0123456789abcdef' * 1000


def feed():
    for i in range(20):
        shared.update(big)
        shared.copy().digest()


threads = [threading.Thread(target=feed) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shared.hexdigest() == hashlib.sha256(big * 80).hexdigest())
