import os
import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


path = f"/tmp/hasp_{os.getpid()}_ctx"
f = open(path, "w")
f.write("buffered")
print(os.path.getsize(path))
f.flush()
print(os.path.getsize(path), f.fileno() > 2, f.isatty())
f.close()
f.close()
try:
    with open(path) as g:
        raise KeyError("inside")
except KeyError as error:
    print(repr(error), g.closed)
try:
    with f:
        pass
except ValueError as error:
    print(error)
with open(path, "w", buffering=1) as f:
    f.write("line\n")
    print(os.path.getsize(path))
    f.write("part")
    print(os.path.getsize(path))
with open(path) as f, open(path) as g:
    print(f.read(4), g.read(), f.read())
    print(f.seekable(), hasattr(f, "buffer"), type(f).__name__, f.line_buffering, f.newlines)
fd = os.open(path, os.O_RDONLY)
with open(fd) as f:
    print(f.read())
show(os.close, fd)
show(os.remove, "/nonexistent/x")
show(os.listdir, "/nonexistent/y")
show(os.mkdir, "/tmp")
show(os.stat, "/nonexistent")
print(sys.stdout.write("written\n"), sys.stdout.fileno(), sys.stdin.read(), sys.stdin.readline(), sys.stdout.writable(), sys.stdout.name)
sys.stdout.buffer.write(b"raw bytes\n")
sys.stdout.flush()
os.remove(path)
