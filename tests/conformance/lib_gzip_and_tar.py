# zlib based files: gzip, zipfile and tarfile in memory.
import gzip, io, tarfile, zipfile, zlib
data = b'hello world\n' * 50
z = gzip.compress(data, mtime=0)
print(gzip.decompress(z) == data, len(z) < 60, z[:4])
b = io.BytesIO()
with gzip.GzipFile(fileobj=b, mode='w', mtime=0) as g: print(g.write(data), g.tell())
b.seek(0)
with gzip.open(b, 'rt') as t: print(t.readline(), len(t.read()))
b = io.BytesIO()
with zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED) as f:
    f.writestr('a.txt', data)
    f.writestr('dir/b.bin', b'\0\1')
    with f.open('stream', 'w') as s: s.write(b'streamed')
with zipfile.ZipFile(b) as f: print(f.namelist(), f.read('a.txt') == data, f.getinfo('a.txt').file_size, f.testzip(), [i.is_dir() for i in f.infolist()], zipfile.is_zipfile(b), f.open('dir/b.bin').read())
b = io.BytesIO()
with tarfile.open(fileobj=b, mode='w:gz') as t:
    info = tarfile.TarInfo('x/y.txt')
    info.size = len(data)
    t.addfile(info, io.BytesIO(data))
b.seek(0)
with tarfile.open(fileobj=b) as t: print(t.getnames(), t.extractfile('x/y.txt').read(5), t.getmember('x/y.txt').size, t.getmembers()[0].isfile())
for action in (lambda: gzip.decompress(b'junk'), lambda: zipfile.ZipFile(io.BytesIO(b'junk')), lambda: tarfile.open(fileobj=io.BytesIO(b'junk')), lambda: gzip.decompress(z[:-3]), lambda: zlib.decompress(b''), lambda: gzip.decompress(z[:20] + b'x' + z[21:])):
    try: print(action())
    except Exception as e: print(type(e).__name__, str(e).split(':')[0])
d = zlib.decompressobj()
c = zlib.compressobj(9)
out = c.compress(data[:100]) + c.compress(data[100:]) + c.flush()
print(d.decompress(out, 10), len(d.unconsumed_tail) > 0, len(d.decompress(d.unconsumed_tail)) + 10 == len(data), d.eof, d.unused_data)
