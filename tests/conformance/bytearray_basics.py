def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a[0] = 65
a[1:3] = b"xyz"
print(a, len(a), a[1], a[-1], a.pop(), a.pop(0), a, list(a))
del a[0]
a.insert(0, 33)
a.remove(122)
a.reverse()
a += b"!"
a *= 2
print(a, a == b"dy!!" * 1, a.find(b"!"), bytes(a), a.upper(), a.count(b"!"), a + b"x", b"x" + a, type(b"x" + a).__name__, type(a + b"x").__name__)
for f in (lambda: a.append(256), lambda: a.append("a"), lambda: a.__setitem__(0, "a"), lambda: a.__setitem__(99, 1), lambda: hash(a), lambda: a.remove(1), lambda: bytearray("a"), lambda: bytearray(b"").pop(), lambda: a.extend("ab"), lambda: a.extend([300]), lambda: a + "x"):
    show(f)
a.clear()
print(a, bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(b"x").decode(), repr(bytearray(b"'")), bytearray(b"a") == b"a", bytearray(b"ab")[::-1], bytearray(b"a") in [b"a"])
