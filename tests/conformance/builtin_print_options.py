import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print()
print(1, "a", None, [2], sep="-", end="!\n")
print("a", "b", sep="", end="")
print("c", sep="x")
print("x", "y", sep=None, end=None)
print(*[1, 2, 3], sep="\n")
print(sep="unused")
print("to stdout", file=sys.stdout, flush=True)
print("default", file=None)


class W:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = W()
print(1, "b", sep=", ", file=w)
print(w.parts)
for f in (lambda: print(sep=1), lambda: print(end=1), lambda: print(file=5), lambda: print(x=1), lambda: print("a", file=w, flush=True)):
    show(f)


class S:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class Bad:
    def __str__(self):
        return 5


print(S(), [S()])
show(print, Bad())
saved, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = saved
print(w.parts[-2:])
