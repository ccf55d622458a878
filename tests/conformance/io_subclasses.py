# The classes of io: their order, and classes derived from them.
import io
import os
import weakref

directory = os.environ.get("TMPDIR", "/tmp")
path = os.path.join(directory, "io_subclasses")


def attempt(what, f):
    try:
        print(what, "->", f())
    except Exception as e:
        print(what, "->", type(e).__name__, str(e).replace(directory, "DIR"))


CLASSES = (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase, io.FileIO, io.BufferedReader, io.BufferedWriter,
           io.BufferedRandom, io.TextIOWrapper, io.BytesIO, io.StringIO)
for c in CLASSES:
    print(c.__module__, c.__name__, c.__mro__, type(c))
    print([issubclass(c, base) for base in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase)])

print("--- attributes, weak references")
with open(path, "w") as f:
    f.mark = 1
    print(f.__dict__["mark"], weakref.ref(f)() is f)
    f.write("one\ntwo\nthree\n")
for x in io.BytesIO(b"abc"), io.StringIO("abc"), io.IOBase(), io.RawIOBase(), io.TextIOBase():
    x.mark = 2
    print(type(x).__name__, x.__dict__, weakref.ref(x)() is x)


print("--- FileIO")


class Log(io.FileIO):
    def __init__(self, path, *args):
        self.calls = []
        super().__init__(path, *args)

    def write(self, data):
        self.calls.append(bytes(data))
        return super().write(data)

    def close(self):
        self.calls.append("close")
        super().close()


log = Log(path, "w")
print(log.write(b"abc"), log.calls, log.mode, log.name == path, log.readable(), log.writable())
log.close()
print(log.calls, log.closed)
log.__init__(path)
print(log.read(), log.calls)
log.close()
attempt("read", log.read)
attempt("new", lambda: io.FileIO.__new__(io.FileIO).closed)

print("--- TextIOWrapper")


class Upper(io.TextIOWrapper):
    def write(self, text):
        return super().write(text.upper())


out = Upper(open(path, "wb"), encoding="utf-8")
print("printed", 1, file=out)
out.writelines(["a\n", "b\n"])
out.close()
print(open(path).read())


class Numbered(io.TextIOWrapper):
    n = 0

    def readline(self, *args):
        line = super().readline(*args)
        self.n += 1
        return line and f"{self.n}: {line}"


with Numbered(open(path, "rb")) as numbered:
    print(list(numbered), numbered.n, numbered.readlines())
    numbered.seek(0)
    print(next(numbered), isinstance(numbered, io.TextIOBase), repr(numbered).replace(directory, "DIR"))


class Reader(io.BufferedReader):
    def readline(self, size=-1):
        return super().readline(size)[::-1]


with Reader(io.FileIO(path)) as reader:
    print(list(reader), reader.raw.name == path)
attempt("writer", lambda: io.BufferedWriter(io.FileIO(path)))
attempt("random", lambda: io.BufferedRandom(io.FileIO(path)))

print("--- derived from the abstract classes")


class Raw(io.RawIOBase):
    def __init__(self, data, step=3):
        self.data, self.position, self.step = data, 0, step

    def readable(self):
        return True

    def readinto(self, buffer):
        n = min(len(buffer), self.step, len(self.data) - self.position)
        buffer[:n] = self.data[self.position:self.position + n]
        self.position += n
        return n


raw = Raw(b"first\nsecond\nlast")
print(raw.read(2), raw.read(10), raw.readline(), raw.readline(3), raw.readall(), raw.read(), raw.read(1), raw.readline())
print(raw.readable(), raw.writable(), raw.seekable(), raw.isatty(), raw.closed)
print(list(Raw(b"a\nbb\nccc\n")), Raw(b"x\ny\nz\n").readlines(3))
for method in ("fileno", "tell", "truncate", "detach"):
    attempt(method, lambda: getattr(raw, method)())
attempt("seek", lambda: raw.seek(0))
attempt("write", lambda: raw.write(b""))
with Raw(b"") as entered:
    pass
print(entered.closed, entered.__dict__)
for method in ("__enter__", "__iter__", "flush", "isatty", "readline"):
    attempt(method, lambda: getattr(entered, method)())
attempt("close", entered.close)
attempt("checks", lambda: [Raw(b"")._checkReadable(), Raw(b"")._checkClosed()])
attempt("checks", lambda: Raw(b"")._checkWritable())
attempt("checks", lambda: Raw(b"")._checkSeekable())
attempt("checks", lambda: entered._checkClosed())


class Buffered(io.BufferedIOBase):
    def read(self, size=-1):
        return b"xyz"[:size]


buffer = bytearray(2)
print(Buffered().readinto(buffer), buffer, Buffered().readline(3))
attempt("readinto1", lambda: Buffered().readinto1(buffer))
attempt("too much", lambda: type("B", (io.BufferedIOBase,), {"read": lambda self, n: b"abc"})().readinto(buffer))
for method in ("read1", "detach"):
    attempt(method, lambda: getattr(Buffered(), method)())
attempt("write", lambda: Buffered().write(b""))


class Text(io.TextIOBase):
    pass


print(Text().encoding, Text().errors, Text().newlines)
for method in ("read", "readline", "detach"):
    attempt(method, lambda: getattr(Text(), method)())


class Lines(io.TextIOBase):
    lines = ["a\n", "b\n", ""]

    def readline(self, size=-1):
        return self.lines.pop(0)


print(list(Lines()))

print("--- closed when it dies")
closed = []


class Dying(io.RawIOBase):
    def close(self):
        closed.append(self.closed)
        super().close()


import gc
x = Dying()
del x
gc.collect()
print(closed)
x = Dying()
x.close()
del x
gc.collect()
print(closed)


class Flushing(io.IOBase):
    def flush(self):
        closed.append("flush")
        super().flush()


x = Flushing()
x.close()
x.close()
print(closed)


class Failing(io.IOBase):
    def flush(self):
        raise KeyError("flush")


x = Failing()
attempt("close", x.close)
print(x.closed)

print("--- in memory")


class Bytes(io.BytesIO):
    def __init__(self, *args, extra=None):
        super().__init__(*args)
        self.extra = extra

    def write(self, data):
        return super().write(bytes(data) * 2)


b = Bytes(b"", extra=5)
print(b.write(b"ab"), b.getvalue(), b.__dict__, isinstance(b, io.BufferedIOBase))


class String(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


s = String()
print("abc", file=s)
print(repr(s.getvalue()), isinstance(s, io.TextIOBase))


class Abstract(io.IOBase):
    import abc

    @abc.abstractmethod
    def must(self):
        pass


attempt("abstract", lambda: type(Abstract()))
attempt("arguments", lambda: type(io.IOBase(1)))
io.RawIOBase.register(Sequence := type("Sequence", (), {}))
print(isinstance(Sequence(), io.IOBase), isinstance(Sequence(), io.RawIOBase))
os.unlink(path)
