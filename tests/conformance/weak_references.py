import gc
import weakref


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    def __init__(self, n):
        self.n = n


a = A(1)
r = weakref.ref(a)
print(r() is a, r().n, r == weakref.ref(a), hash(r) == hash(a))
del a
gc.collect()
print(r())
log = []
b = A(2)
r2 = weakref.ref(b, lambda ref: log.append(ref() is None))
b = None
gc.collect()
print(log)
show(weakref.ref, 5)
show(weakref.ref, [])
show(weakref.ref, "s")
c = A(3)
c.me = c
r3 = weakref.ref(c)
del c
gc.collect()
print(r3())


def f():
    pass


print(weakref.ref(f)() is f, weakref.ref(A)() is A)


class S:
    __slots__ = ()


show(weakref.ref, S())


class W:
    __slots__ = ("__weakref__",)


w = W()
print(weakref.ref(w)() is w)
