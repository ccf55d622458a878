"""BLAKE2 (RFC 7693) with keys, salts, personalization and trees.

libcrypto computes the hashes without parameters; it knows no others, so that these are computed here.
"""
import _hashlib
from threading import Lock

_SIGMA = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    (14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3),
    (11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4),
    (7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8),
    (9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13),
    (2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9),
    (12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11),
    (13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10),
    (6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5),
    (10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0),
)
# The places of the state that one step mixes: the columns, then the diagonals.
_PLACES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


class _Computed:
    """The state of a hash with parameters. `kind` is the class of the hash, which holds the constants."""

    def __init__(self, kind, parameters, key, last_node):
        self.kind = kind
        size = kind._word
        words = [int.from_bytes(parameters[i:i + size], 'little') for i in range(0, 8 * size, size)]
        self.state = [a ^ b for a, b in zip(kind._start, words)]
        self.n = 0
        self.last_node = last_node
        self.rest = key.ljust(kind.MAX_KEY_SIZE * 2, b'\0') if key else b''

    def copy(self):
        other = object.__new__(_Computed)
        other.__dict__.update(self.__dict__)
        return other

    def update(self, data):
        """The last block, full or not, stays behind: it is treated differently."""
        data = self.rest + data
        block, start = self.kind.MAX_KEY_SIZE * 2, 0
        while len(data) - start > block:
            self.n += block
            self.state = self._compress(data[start:start + block], False)
            start += block
        self.rest = data[start:]

    def digest(self):
        block = self.kind.MAX_KEY_SIZE * 2
        n, self.n = self.n, self.n + len(self.rest)
        state = self._compress(self.rest.ljust(block, b'\0'), True)
        self.n = n
        return b''.join(word.to_bytes(self.kind._word, 'little') for word in state)

    def _compress(self, block, is_last):
        kind, size = self.kind, self.kind._word
        bits, mask = 8 * size, (1 << 8 * size) - 1
        m = [int.from_bytes(block[i:i + size], 'little') for i in range(0, 16 * size, size)]
        v = self.state + list(kind._start)
        v[12] ^= self.n & mask
        v[13] ^= self.n >> bits & mask
        if is_last:
            v[14] ^= mask
            if self.last_node:
                v[15] ^= mask
        r0, r1, r2, r3 = kind._rotations
        for i in range(kind._n_rounds):
            order = iter(_SIGMA[i % 10])
            for a, b, c, d in _PLACES:
                va = v[a] + v[b] + m[next(order)] & mask
                x = v[d] ^ va
                vd = (x >> r0 | x << bits - r0) & mask
                vc = v[c] + vd & mask
                x = v[b] ^ vc
                vb = (x >> r1 | x << bits - r1) & mask
                v[a] = va = va + vb + m[next(order)] & mask
                x = vd ^ va
                v[d] = vd = (x >> r2 | x << bits - r2) & mask
                v[c] = vc = vc + vd & mask
                x = vb ^ vc
                v[b] = (x >> r3 | x << bits - r3) & mask
        return [h ^ low ^ high for h, low, high in zip(self.state, v[:8], v[8:])]


def _bytes(data):
    if isinstance(data, str):
        raise TypeError('Strings must be encoded before hashing')
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError('object supporting the buffer API required') from None


def _check_range(ok, message):
    if not ok:
        raise ValueError(message)


def _parameters(kind, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size):
    """The parameter block."""
    name = kind.__name__
    _check_range(0 < digest_size <= kind.MAX_DIGEST_SIZE,
                 f'digest_size must be between 1 and {kind.MAX_DIGEST_SIZE} bytes')
    _check_range(len(salt) <= kind.SALT_SIZE, f'maximum salt length is {kind.SALT_SIZE} bytes')
    _check_range(len(person) <= kind.PERSON_SIZE, f'maximum person length is {kind.PERSON_SIZE} bytes')
    _check_range(0 <= fanout <= 255, 'fanout must be between 0 and 255')
    _check_range(0 < depth <= 255, 'depth must be between 1 and 255')
    _check_range(leaf_size >= 0, 'value must be positive')
    if leaf_size >= 1 << 32:
        raise OverflowError('leaf_size is too large')
    offset_size = 8 if name == 'blake2b' else 6
    if node_offset < 0:
        raise ValueError('value must be positive')
    if node_offset >> 8 * offset_size:
        raise OverflowError('node_offset is too large')
    _check_range(0 <= node_depth <= 255, 'node_depth must be between 0 and 255')
    _check_range(0 <= inner_size <= kind.MAX_DIGEST_SIZE, f'inner_size must be between 0 and is {kind.MAX_DIGEST_SIZE}')
    _check_range(len(key) <= kind.MAX_KEY_SIZE, f'maximum key length is {kind.MAX_KEY_SIZE} bytes')
    head = bytes([digest_size, len(key), fanout, depth]) + leaf_size.to_bytes(4, 'little')
    head += node_offset.to_bytes(offset_size, 'little') + bytes([node_depth, inner_size])
    return (head.ljust(kind._word * 8 - kind.SALT_SIZE - kind.PERSON_SIZE, b'\0')
            + salt.ljust(kind.SALT_SIZE, b'\0') + person.ljust(kind.PERSON_SIZE, b'\0'))


class _Blake2:
    __slots__ = '_state', '_lock', 'digest_size'

    def __new__(cls, data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
                node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):
        self = object.__new__(cls)
        self._lock = Lock()
        self.digest_size = cls.MAX_DIGEST_SIZE if digest_size is None else digest_size
        key, salt, person = _bytes(key), _bytes(salt), _bytes(person)
        parameters = _parameters(cls, self.digest_size, key, salt, person, fanout, depth, leaf_size, node_offset,
                                 node_depth, inner_size)
        if parameters == bytes([cls.MAX_DIGEST_SIZE, 0, 1, 1]).ljust(len(parameters), b'\0') and not last_node:
            self._state = _hashlib.new(cls.__name__)
        else:
            self._state = _Computed(cls, parameters, key, last_node)
        if data:
            self.update(data)
        elif isinstance(data, str):
            _bytes(data)
        return self

    def update(self, data, /):
        data = _bytes(data)
        with self._lock:
            self._state.update(data)

    def digest(self):
        with self._lock:
            return self._state.digest()[:self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = object.__new__(type(self))
        other._lock = Lock()
        other.digest_size = self.digest_size
        with self._lock:
            other._state = self._state.copy()
        return other

    @property
    def name(self):
        return type(self).__name__

    @property
    def block_size(self):
        return 2 * self.MAX_KEY_SIZE

    def __repr__(self):
        return f'<_blake2.{type(self).__name__} object at {id(self):#x}>'


class blake2b(_Blake2):
    """BLAKE2b: for machines of 64 bits."""
    __slots__ = ()
    SALT_SIZE = PERSON_SIZE = 16
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 64
    _word, _n_rounds, _rotations = 8, 12, (32, 24, 16, 63)
    _start = (0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
              0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179)


class blake2s(_Blake2):
    """BLAKE2s: for machines of 32 bits."""
    __slots__ = ()
    SALT_SIZE = PERSON_SIZE = 8
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 32
    _word, _n_rounds, _rotations = 4, 10, (16, 12, 8, 7)
    _start = (0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19)
