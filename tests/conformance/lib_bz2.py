# bz2: whole data, streams part by part, files, what is wrong.
import bz2
import io
import random

random.seed(1)
text = bytes(random.choice(b'abcd \n') for _ in range(30_000))
packed = bz2.compress(text)
print(len(packed) < len(text), bz2.decompress(packed) == text, packed[:3], bz2.compress(b'', 1))

compressor = bz2.BZ2Compressor(1)
parts = [compressor.compress(text[i:i + 999]) for i in range(0, len(text), 999)]
parts.append(compressor.flush())
print(bz2.decompress(b''.join(parts)) == text)

decompressor = bz2.BZ2Decompressor()
got = decompressor.decompress(packed + b'rest', max_length=100)
print(len(got), decompressor.eof, decompressor.needs_input, decompressor.unused_data)
while not decompressor.eof:
    got += decompressor.decompress(b'', 10_000)
print(got == text, decompressor.eof, decompressor.needs_input, decompressor.unused_data)

decompressor = bz2.BZ2Decompressor()
got = b''.join(decompressor.decompress(packed[i:i + 1]) for i in range(len(packed)))
print(got == text, decompressor.eof)

file = io.BytesIO()
with bz2.open(file, 'wt', encoding='utf-8') as f:
    f.write('\xe9\n' * 3)
file.seek(0)
print(ascii(bz2.open(file, 'rt', encoding='utf-8').readlines()), bz2.decompress(packed + packed) == 2 * text)

decompressor = bz2.BZ2Decompressor()
for wrong in (lambda: bz2.BZ2Compressor(0), lambda: bz2.BZ2Compressor(10), lambda: bz2.BZ2Compressor('1'), lambda: compressor.flush(),
              lambda: compressor.compress(b''), lambda: bz2.decompress(packed[:-5]), lambda: bz2.decompress(b'BZh9' + b'x' * 20),
              lambda: bz2.decompress(b'no'), lambda: decompressor.decompress('text'), lambda: compressor.compress(3),
              lambda: decompressor.decompress(packed) and decompressor.decompress(b'')):
    try:
        print(wrong())
    except (ValueError, TypeError, OSError, EOFError) as e:
        print(type(e).__name__, e)

decompressor = bz2.BZ2Decompressor()
for _ in range(2):
    try:
        decompressor.decompress(b'BZh9' + b'x' * 20)
    except (OSError, ValueError) as e:
        print(e, decompressor.eof, decompressor.needs_input, decompressor.unused_data)
