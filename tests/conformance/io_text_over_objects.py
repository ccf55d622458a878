# Text over buffers that are no files.
import io

data = 'one\ntwo\r\nthree\rföur'.encode()
for newline in None, '', '\n', '\r', '\r\n':
    text = io.TextIOWrapper(io.BytesIO(data), 'utf-8', newline=newline)
    print(repr(newline), list(text), text.newlines)
    out = io.TextIOWrapper(io.BytesIO(), 'utf-8', newline=newline)
    out.write('a\nb\r\n')
    out.flush()
    print(out.buffer.getvalue())

text = io.TextIOWrapper(io.BytesIO(data), 'utf-8', newline='')
text._CHUNK_SIZE = 3
places = []
while c := text.read(2):
    places.append((text.tell() & 0xFF, c))
    text.seek(text.tell())
print(places)
text.seek(4)
print(text.readline(2), text.readline(), text.readline(0), text.tell())
text.seek(0)
print(next(text))
for action in (text.tell, lambda: text.seek(1, 1), lambda: text.seek(-1), lambda: text.seek(0, 7),
               lambda: text.write(b''), lambda: text.reconfigure(encoding='ascii')):
    try:
        print(action())
    except (OSError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Sink(io.BufferedIOBase):
    def __init__(self):
        self.calls = []

    def writable(self):
        return True

    def write(self, data):
        self.calls.append(bytes(data))
        return len(data)

    def flush(self):
        self.calls.append('flush')


sink = Sink()
out = io.TextIOWrapper(sink, 'utf-16', line_buffering=True)
out.write('a')
out.write('b\n')
out.reconfigure(line_buffering=False, write_through=True)
out.write('c')
print(sink.calls, out.line_buffering, out.write_through)
print(out.detach() is sink, sink.calls[-1])
for action in (out.flush, lambda: out.buffer, lambda: out.write('x'), lambda: out.name):
    try:
        print(action())
    except ValueError as error:
        print(error)
print(out.encoding, out)

out = io.TextIOWrapper(io.BytesIO(), 'ascii', errors='replace')
out.write('ä')
out.reconfigure(encoding='utf-16')
out.write('ä')
out.flush()
print(out.buffer.getvalue(), out.errors, out.readable(), out.seekable())
for arguments in ('hex',), ('no-such',), ('utf-8', None, 'x'), ('utf-8', 7), (7,):
    try:
        io.TextIOWrapper(io.BytesIO(), *arguments)
    except (LookupError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
