def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Box:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        self.v += o
        return self

    def __isub__(self, o):
        return "replaced"

    def __imul__(self, o):
        return NotImplemented

    def __mul__(self, o):
        return "mul"

    def __add__(self, o):
        return "add"

    __ior__ = None

    def __or__(self, o):
        return "or"


b = c = Box(1)
b += 5
print(b is c, b.v)
b -= 1
print(b)
b = c
b *= 2
print(b)
b = c


def ior():
    global b
    b |= 1


show(ior)


def iand(x, y):
    x &= y


def iadd(x, y):
    x += y
    return x


def ipow(x, y):
    x **= y
    return x


def imat(x, y):
    x @= y


for args in ((1, "a"), ("a", 1), ([1], 5), ((1,), [2]), (None, 1), ([1], "ab"), (1, 2.5)):
    show(iadd, *args)
show(iand, 1, 2.0)
show(ipow, 2, "x")
show(imat, 1, 2)
show(ipow, 2, 10)
s = {1}
t = s
s |= {2}
s &= {2, 3}
s ^= {5}
s -= {2}
print(t, s is t)
d = e = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
print(e)
