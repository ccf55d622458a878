import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


sys.setrecursionlimit(300)


def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError as error:
    print(str(error)[:32])


class A:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __eq__(self, other):
        return self == other

    def __repr__(self):
        return repr(self)


for f in (lambda: A().x, lambda: A() == A(), lambda: repr(A())):
    try:
        f()
    except RecursionError as error:
        print(str(error)[:32])
x = []
for _ in range(20000):
    x = [x]
try:
    repr(x)
except RecursionError as error:
    print(error)
y = []
for _ in range(20000):
    y = [y]
try:
    x == y
except RecursionError as error:
    print(error)
print("goes on", sys.getrecursionlimit())
show(sys.setrecursionlimit, 0)
show(sys.setrecursionlimit, "x")
sys.setrecursionlimit(2000)


def depth(n):
    return n and depth(n - 1)


print(depth(1500))
