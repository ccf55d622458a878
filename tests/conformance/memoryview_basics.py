def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = bytearray(b"hello")
m = memoryview(a)
print(m[0], len(m), bytes(m[1:3]), m.tolist(), m.readonly, memoryview(b"x").readonly, m.nbytes, m.format, m.itemsize, m == b"hello")
m[0] = 72
m[1:3] = b"EL"
print(a, bytes(m), m[::-1].tolist(), m.tobytes(), m[-1])
for f in (lambda: m.__setitem__(0, 300), lambda: m.__setitem__(slice(0, 2), b"xyz"), lambda: memoryview(b"x").__setitem__(0, 1), lambda: memoryview("x"), lambda: m[10], lambda: a.append(1)):
    show(f)
m.release()
a.append(33)
print(a)
show(lambda: m[0])
with memoryview(b"ctx") as v:
    print(v.tobytes())
show(len, v)
