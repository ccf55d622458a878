import os

path = f"/tmp/hasp_{os.getpid()}_bin"
with open(path, "wb") as f:
    print(f.write(b"abc\x00\xff\n"), f.write(bytearray(b"xyz")), f.tell(), f.mode)
with open(path, "rb") as f:
    print(f.read(2), f.tell(), f.read(), f.read(), f.seek(1), f.readline(), f.seek(-2, 2), f.read(), f.seek(0), f.seek(2, 1), f.read(1), list(f))
    f.seek(0)
    buffer = bytearray(4)
    print(f.readinto(buffer), buffer, f.readlines())
with open(path, "r+b") as f:
    f.seek(1)
    f.write(b"B")
    f.seek(0)
    print(f.read(3))
with open(path, "ab") as f:
    f.write(b"end")
with open(path, "rb", buffering=0) as f:
    print(f.read(5), f.read(100), type(f).__name__)
for function in (lambda: open(path, "wb").write("text"), lambda: open(path, "rb").write(b""), lambda: open(path, "rb").seek(-1), lambda: open(path, "b"), lambda: open(path, "wb").read(), lambda: open(path, "rb").read("x"), lambda: open(path, "w", buffering=0), lambda: open(path, "rb", newline="\n"), lambda: open(path, "wb").write(5)):
    try:
        function()
    except Exception as error:
        print(type(error).__name__, str(error).replace(path, "PATH"))
os.remove(path)
