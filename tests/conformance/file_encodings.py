import os

path = f"/tmp/hasp_{os.getpid()}_enc"
for encoding in ("utf-8", "latin-1", "ascii", "utf-8-sig", "utf-16"):
    for text in ("abc", "é", "€😀"):
        try:
            with open(path, "w", encoding=encoding) as f:
                f.write(text)
            with open(path, "rb") as f:
                raw = f.read()
            with open(path, encoding=encoding) as f:
                print(encoding, ascii(text), raw, f.read() == text, f.encoding)
        except UnicodeError as error:
            print(encoding, type(error).__name__, error)
with open(path, "wb") as f:
    f.write(b"ok\xff\xe9 end\n")
for errors in ("strict", "ignore", "replace", "surrogateescape", "backslashreplace"):
    try:
        with open(path, encoding="utf-8", errors=errors) as f:
            print(errors, ascii(f.read()), f.errors)
    except UnicodeDecodeError as error:
        print(errors, error)
with open(path, "w", encoding="utf-8") as f:
    f.write("é" * 5000 + "\n" + "€" * 5000)
with open(path, encoding="utf-8") as f:
    print(len(f.read(4999)), len(f.readline()), len(f.readline()), f.read())
with open(path, encoding="utf-8") as f:
    f.read(3)
    position = f.tell()
    rest = f.read(10)
    f.seek(position)
    print(f.read(10) == rest, position)
os.remove(path)
