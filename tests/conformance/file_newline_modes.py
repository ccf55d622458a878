import os

path = f"/tmp/hasp_{os.getpid()}_nl"
data = b"a\r\nb\rc\nd"
with open(path, "wb") as f:
    f.write(data)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline) as f:
        print(repr(newline), f.readlines())
    with open(path, newline=newline) as f:
        print(repr(f.read(2)), repr(f.readline()), repr(f.read()))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "w", newline=newline) as f:
        f.write("x\ny\r\nz\n")
    with open(path, "rb") as f:
        print(repr(newline), f.read())
with open(path, "w") as f:
    f.write("")
with open(path) as f:
    print(f.readlines(), f.read() == "", list(f))
with open(path, "w") as f:
    f.write("\n\n")
with open(path) as f:
    print(f.readlines())
os.remove(path)
