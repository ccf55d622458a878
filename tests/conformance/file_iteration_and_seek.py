import os


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


path = f"/tmp/hasp_{os.getpid()}_iter"
with open(path, "w") as f:
    f.writelines(f"line {i}\n" for i in range(2000))
with open(path) as f:
    print(next(f), sum(1 for _ in f), repr(f.readline()))
    f.seek(0)
    print(f.readline(), len(f.readlines(100)), len(f.read()))
    show(f.seek, -5)
    show(f.seek, 1, 1)
    show(f.seek, 0, 9)
    print(f.seek(0, 2), f.seek(7), f.readline())
with open(path) as f:
    for i, line in enumerate(f):
        if i == 3:
            break
    print(repr(line), repr(f.readline()), repr(next(f)))
    try:
        next(f)
        f.tell()
    except OSError as error:
        print(error)
with open(path, "rb") as f:
    print(next(f), f.tell(), sum(len(l) for l in f), f.peek(1) if hasattr(f, "peek") else b"")
os.remove(path)
