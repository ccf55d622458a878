import os

path = f"/tmp/hasp_{os.getpid()}_text"
with open(path, "w") as f:
    print(f.write("line one\nline two\n"), f.writelines(["three\n", "four"]), f.closed, f.mode, f.writable(), f.readable(), f.tell())
    print("printed", 1, file=f)
print(f.closed)
with open(path) as f:
    print(f.readline(), f.readline(4), f.read(3), f.readlines(), repr(f.read()), repr(f.readline()))
    f.seek(0)
    print([line for line in f], f.name == path)
with open(path, "a") as f:
    f.write("appended\n")
with open(path, "r+") as f:
    f.write("LINE")
    f.seek(0)
    print(f.read().split("\n"), f.seek(0, 2) == os.path.getsize(path))
    f.seek(5)
    f.truncate()
print(open(path).read(), os.path.exists(path), os.path.getsize(path))
for function in (lambda: f.read(), lambda: f.write("x"), lambda: open(path, "x"), lambda: open(path, "q"), lambda: open(path, "rw"), lambda: open(path, ""), lambda: open(path).write("x"), lambda: open(path, "w").read(), lambda: open(path, "w").write(b"x"), lambda: open(path, "w").write(5), lambda: open("/nonexistent/file"), lambda: open("/tmp"), lambda: open(path, "rb", encoding="utf-8"), lambda: open(1.5), lambda: open(path, encoding="nonsense"), lambda: next(f), lambda: open("a\0b"), lambda: open(path, "rt", newline="q")):
    try:
        function()
    except Exception as error:
        print(type(error).__name__, str(error).replace(path, "PATH"))
f.close()
os.remove(path)
print(os.path.exists(path))
