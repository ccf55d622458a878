import gc


class Noisy:
    kept = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class Back(Noisy):
    def __del__(self):
        print("back", self.name)
        Noisy.kept.append(self)


class Raises(Noisy):
    def __del__(self):
        raise ValueError(self.name)


n = Noisy("plain")
del n
gc.collect()
b = Back("lazarus")
del b
gc.collect()
print([v.name for v in Noisy.kept])
Noisy.kept.clear()
gc.collect()
print("finalised once")

a, b = Noisy("a"), Noisy("b")
a.other, b.other = b, a
del a, b
gc.collect()


class Slotted:
    __slots__ = ("x",)

    def __del__(self):
        print("slotted", self.x)


s = Slotted()
s.x = 1
del s
gc.collect()


def generator():
    try:
        yield 1
    finally:
        print("generator closed")


g = generator()
next(g)
del g
gc.collect()

