def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


x = 10
x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 100; x <<= 3; x >>= 1; x |= 1; x &= 0xFF; x ^= 5
print(x)
x /= 2
print(x)
a = b = [1]
a += (2, 3)
print(b, a is b)
a = a + [4]
print(b, a is b)
a *= 2
print(a)
t = ([1], 2)
try:
    t[0] += [3]
except TypeError as error:
    print(error, t)


class Log(dict):
    def __getitem__(self, key):
        print("get", key)
        return dict.__getitem__(self, key)

    def __setitem__(self, key, value):
        print("set", key, value)
        dict.__setitem__(self, key, value)


def key():
    print("key")
    return "k"


d = Log(k=1)
d[key()] += 5


class Attr:
    n = 1


o = Attr()
o.n += 1
print(o.n, Attr.n)
s = slice(1, 2)
l = [1, 2, 3]
l[1:2] += [9, 9]
print(l)
bad("a += b += 1")
bad("(a, b) += 1")
bad("f() += 1")
bad("a + b += 1")
bad("[a] += 1")
