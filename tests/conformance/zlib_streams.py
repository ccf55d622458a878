"""zlib: at once, piece by piece, dictionaries, copies, checksums, errors, threads; gzip."""
import gzip
import threading
import zlib


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


data = b'some text that repeats, ' * 3000 + bytes(range(256))
for level in (-1, 0, 1, 6, 9):
    for bits in (15, -15, 31, 9):
        packed = zlib.compress(data, level, bits)
        print(level, bits, len(packed) if level else len(packed) > len(data), zlib.decompress(packed, bits) == data)
print(zlib.compress(b''), zlib.compress(bytearray(b'a')), zlib.decompress(memoryview(zlib.compress(b'abc'))), zlib.compress(b'a', level=1))
packed = zlib.compress(data)
print(attempt(zlib.decompress, b'nonsense'), attempt(zlib.decompress, packed[:-1]), attempt(zlib.decompress, b''), attempt(zlib.decompress, packed[:-4] + b'xxxx'),
      attempt(zlib.compress, b'', 10), attempt(zlib.compress, 'x'), attempt(zlib.decompress, packed, 99), zlib.decompress(packed + b'rest') == data)
print(zlib.crc32(b'hello'), zlib.crc32(b'lo', zlib.crc32(b'hel')), zlib.adler32(b'hello'), zlib.adler32(data), zlib.crc32(data), zlib.adler32(b''), zlib.crc32(b'', -1))

c = zlib.compressobj(9)
pieces = [c.compress(data[i:i + 1000]) for i in range(0, len(data), 1000)]
print(b''.join(pieces + [c.flush()]) == zlib.compress(data, 9))
c = zlib.compressobj()
start = c.compress(b'abc') + c.flush(zlib.Z_SYNC_FLUSH)
other = c.copy()
print(start, c.compress(b'd') + c.flush(), other.flush(), c.flush(zlib.Z_NO_FLUSH))
d = zlib.decompressobj()
print(d.decompress(start), d.eof, d.copy().eof)
d = zlib.decompressobj()
out = b''
rest, n = packed + b'tail', 0
while rest and not d.eof:
    out += d.decompress(rest, 5000)
    rest, n = d.unconsumed_tail, n + 1
print(out == data, n, d.eof, d.unused_data, d.decompress(b'more'), d.unused_data, d.flush(), attempt(d.decompress, b''), attempt(d.copy))
d = zlib.decompressobj()
print(len(d.decompress(packed[:100])), d.eof, d.unused_data, d.unconsumed_tail, len(d.decompress(packed[100:])), d.eof, d.flush())
d = zlib.decompressobj()
print(len(d.decompress(packed, 10)), len(d.unconsumed_tail) > 0, len(d.flush()), d.eof, d.unconsumed_tail)
print(attempt(zlib.decompressobj().decompress, b'nonsense'), attempt(zlib.decompressobj().decompress, b'', -1), attempt(zlib.decompressobj, 99), attempt(zlib.compressobj, 99), attempt(zlib.decompressobj().flush, 0))
for bits in (15, -15):
    c = zlib.compressobj(wbits=bits, zdict=b'a known text')
    packed = c.compress(b'a known text and more') + c.flush()
    print(packed, zlib.decompressobj(bits, zdict=b'a known text').decompress(packed))
    print(attempt(zlib.decompressobj(bits).decompress, packed), attempt(zlib.decompressobj(bits, zdict=b'another').decompress, packed))
print(gzip.decompress(gzip.compress(data)) == data, zlib.error.__module__, zlib.MAX_WBITS, zlib.DEFLATED)
results = []
threads = [threading.Thread(target=lambda: results.append(zlib.decompress(zlib.compress(data * 20)) == data * 20)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)
print(type(c).__module__, type(c).__name__, type(d).__name__, attempt(type(c)), attempt(type(d)))
c = zlib.compressobj()
c.compress(b'a'), c.flush()
print(attempt(c.compress, b'a'), attempt(c.flush), attempt(c.copy), attempt(zlib.compressobj().flush, 99))
for arguments in (b'', 1.5), (b'', 2 ** 40), ('x',), (b'', 1, 99):
    print(arguments, attempt(zlib.compress, *arguments), attempt(zlib.decompress, *arguments))
print(attempt(zlib.decompress, zlib.compress(b'a'), 15, -1), attempt(zlib.decompress, zlib.compress(b'a'), bufsize=0), attempt(zlib.decompressobj, zdict='x'),
      attempt(zlib.compressobj, zdict='x'), attempt(zlib.compressobj, 1, 2), attempt(zlib.decompress, zlib.compressobj(zdict=b'abc').flush()))
print(attempt(zlib.crc32, b'', 1.5), zlib.crc32(b'a', 2 ** 64 + 5), zlib.adler32(b'', 2 ** 70), attempt(zlib.crc32, 'x'), zlib.crc32(memoryview(b'abc')))
d = zlib.decompressobj()
cut = zlib.compress(b'a' * 9)
print(d.decompress(cut[:-4]), d.eof, d.flush(), d.eof, d.decompress(cut[-4:]), d.eof)
