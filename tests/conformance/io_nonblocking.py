# Files that do not wait: None, and BlockingIOError with what was written.
import io
import os

r, w = os.pipe()
os.set_blocking(r, False)
os.set_blocking(w, False)
raw, buffered = open(r, 'rb', buffering=0), open(w, 'wb')
print(raw.read(5), raw.readinto(bytearray(3)), raw.readall(), io.BufferedReader(io.FileIO(r, closefd=False)).read(4))
try:
    n = 0
    while True:
        n += buffered.write(b'x' * 5000)
except BlockingIOError as error:
    print(error.errno == 11, error, error.args[2] == error.characters_written)
    n += error.characters_written
got = 0
while part := raw.read(1 << 16):
    got += len(part)
    try:
        buffered.flush()
    except BlockingIOError:
        pass
print(got == n)
with raw, buffered:
    buffered.write(b'last')
print(buffered.closed)

error = BlockingIOError(11, 'text', 7)
print(error.characters_written, error.args, error.filename)
error.characters_written = 3
print(error.characters_written)
del error.characters_written
print(hasattr(error, 'characters_written'), hasattr(BlockingIOError(11, 'text'), 'characters_written'))
print(BlockingIOError(11, 'text', 'file').filename)
