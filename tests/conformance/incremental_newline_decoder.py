"""io.IncrementalNewlineDecoder: pieces that end within an end of line."""
import codecs
import io

for translate in (True, False):
    for pieces in [['a\n', 'b\r', '\nc'], ['\r', '\r', 'x'], ['a\r\nb\rc\n'], ['\r'], ['', 'a']]:
        d = io.IncrementalNewlineDecoder(None, translate)
        out = [d.decode(p) for p in pieces]
        print(translate, pieces, out, d.getstate(), d.newlines, repr(d.decode('', final=True)), d.newlines)
d = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder('utf-8')(), True)
print(d.decode(b'a\r'), d.getstate(), repr(d.decode(b'\n\xc3')), d.getstate(), d.decode(b'\xa9'), d.newlines)
d.setstate((b'', 1))
print(repr(d.decode(b'x')), d.newlines)
d.reset()
print(d.newlines, d.decode(b'\r\n'), d.newlines)
try:
    io.IncrementalNewlineDecoder(None, True).decode(b'bytes')
except TypeError as e:
    print(e)
