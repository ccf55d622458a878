"""tell() and seek() of text in encodings of one, two and four bytes, with and without a byte order mark."""
import os

path = f"{os.environ.get('TMPDIR', '/tmp')}/hasp_{os.getpid()}_positions"


def show(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


text = "aé\nbcé\r\n€\U0001F600\r\n\nlast"
for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"):
    with open(path, "w", encoding=encoding, newline="") as f:
        f.write(text)
    for newline in (None, "", "\n", "\r\n"):
        with open(path, encoding=encoding, newline=newline) as f:
            lines = []
            while True:
                cookie = f.tell()
                line = f.readline()
                if not line:
                    break
                lines.append((cookie, line))
            print(encoding, repr(newline), lines, f.newlines)
            print(all(f.seek(cookie) == cookie and f.readline() == line for cookie, line in reversed(lines)))
            f.seek(0)
            characters = []
            while True:
                cookie = f.tell()
                c = f.read(1)
                if not c:
                    break
                characters.append((cookie, c))
            print(all(f.seek(cookie) == cookie and f.read(1) == c for cookie, c in reversed(characters)),
                  "".join(c for _, c in characters) == "".join(line for _, line in lines))
            f.seek(0)
            print(repr(f.read()), f.tell(), f.seek(0), f.readlines(1)[0:1])
    for mode in ("w", "a"):
        with open(path, mode, encoding=encoding) as f:
            f.write("abc\n")
            f.seek(0, 2)
            f.write("de")
    with open(path, "rb") as f:
        print(f.read())

with open(path, "wb") as f:
    f.write(b"\xfe\xff" + "big\nendian\n".encode("utf-16-be"))
with open(path, encoding="utf-16") as f:
    first, cookie, second = f.readline(), f.tell(), f.readline()
    print(repr(first), cookie == 10 | 2 << 64, repr(second), f.seek(cookie) == cookie, repr(f.readline()))
with open(path, "wb") as f:
    f.write("ab".encode("utf-16-le") + b"x")
with open(path, encoding="utf-16-le") as f:
    print(show(f.read))

with open(path, "w") as f:
    f.write("one\ntwo\nthree\n")
with open(path) as f:
    print(next(f), show(f.tell), show(f.seek, 0, 1), f.seek(0), f.tell())
    print(next(f), f.seek(0, 2), f.tell(), f.seek(0), list(f)[0], f.tell())
    for arguments in ((-1,), (-2**70,), (2**200,), (1, 1), (1, 2), (0, 3), (0, "x"), (0, 2**40)):
        print(show(f.seek, *arguments))
    print(f.seek(0) == 0, f.seek(4 | 2 << 96 | 1 << 128) > 0, f.read(1))
os.remove(path)
