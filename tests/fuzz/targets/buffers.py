"""struct, array, bytearray and memoryview: operations on a few buffers that share memory."""

import array
import struct

from decisions import Decisions

CODES = 'bBhHiIlLqQfd'
FORMATS = '@=<>!'
STRUCT_CODES = 'xcbB?hHiIlLqQnNefdspP'
MOST_OPERATIONS = 40
MOST_BYTES = 1 << 12


def struct_format(d):
    parts = [d.pick(FORMATS) if d.byte() & 1 else '']
    for _ in range(d.below(5)):
        count = d.pick(('', '', '0', '1', '2', '3', '17', ' '))
        parts.append(count + d.pick(STRUCT_CODES))
    return ''.join(parts)


def index(d):
    return slice(*(d.pick((None, d.number())) for _ in range(3))) if d.byte() & 1 else d.number()


def value(d, pool):
    return d.pick((d.number(), d.number() / 3, d.bytes(), d.text(3), None, d.pick(pool), [d.number(), 1.5], True))


def new_buffer(d, pool):
    kind = d.below(6)
    if kind == 0:
        return bytearray(d.bytes(16))
    if kind == 1:
        return array.array(d.pick(CODES), [d.byte() & 0x7f for _ in range(d.below(9))])
    if kind == 2:
        return memoryview(d.pick(pool))
    if kind == 3:
        return memoryview(d.pick(pool)).cast(d.pick('BbcHhiIlqfd?'), d.pick(([], [2, 2], [1], [0], [4, 2, 1], [d.number()])))
    if kind == 4:
        return memoryview(d.pick(pool)).cast('B')
    return bytes(d.bytes(16))


def pack(d, pool):
    packed = struct.pack(struct_format(d), *(value(d, pool) for _ in range(d.below(5))))
    return bytearray(packed)


def unpack(d, pool):
    code = struct_format(d)
    target = d.pick(pool)
    if d.byte() & 1:
        struct.unpack_from(code, target, d.number())
        list(struct.iter_unpack(code, target))
    else:
        struct.pack_into(code, target, d.number(), *(value(d, pool) for _ in range(d.below(4))))


def change(d, pool):
    target = d.pick(pool)
    kind = d.below(3)
    if kind == 0:
        target[index(d)] = value(d, pool)
    elif kind == 1:
        del target[index(d)]
    else:
        return target[index(d)]


METHODS = ('append', 'extend', 'insert', 'pop', 'remove', 'reverse', 'byteswap', 'tobytes', 'tolist', 'frombytes',
           'release', 'toreadonly', 'hex', 'index', 'count', 'clear', 'find', 'replace', 'split', 'strip', 'join', 'translate',
           'fromlist', 'buffer_info', 'cast', 'startswith', 'ljust', 'zfill', 'partition', 'rfind', 'expandtabs', '__copy__',
           '__reduce_ex__', '__len__', '__iter__', '__hash__', '__repr__')
WIDENING = 'ljust', 'zfill', 'expandtabs'  # a large number would fill the memory


def call(d, pool):
    name = d.pick(METHODS)
    arguments = [value(d, pool) for _ in range(d.below(3))]
    if name in WIDENING:
        arguments = [v % MOST_BYTES if isinstance(v, int) else v for v in arguments]
    return getattr(d.pick(pool), name)(*arguments)


def operate(d, pool):
    a, b = d.pick(pool), d.pick(pool)
    kind = d.below(6)
    return (a + b if kind == 0 else a * (d.number() % 9) if kind == 1 else a == b if kind == 2 else
            d.number() in a if kind == 3 else sorted(a) if kind == 4 else a < b)


def iterate(d, pool):
    target = d.pick(pool)
    for n, item in enumerate(target):
        if n > 3:
            break
        call(d, pool)


OPERATIONS = pack, unpack, change, change, call, call, operate, iterate, new_buffer, new_buffer


def one_input(data):
    d = Decisions(data)
    pool = [bytearray(b'0123456789abcdef'), array.array('i', [1, 2, 3]), b'bytes']
    for _ in range(MOST_OPERATIONS):
        if d.is_over:
            break
        try:
            got = d.pick(OPERATIONS)(d, pool)
        except Exception:
            continue
        if isinstance(got, (bytes, bytearray, memoryview, array.array)) and memoryview(got).nbytes < MOST_BYTES:
            if len(pool) < 8:
                pool.append(got)
            else:
                pool[d.below(8)] = got
