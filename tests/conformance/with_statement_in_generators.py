class M:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        print("enter", self.n)
        return self

    def __exit__(self, kind, *rest):
        print("exit", self.n, kind and kind.__name__)


def g():
    with M(1):
        yield "a"
        with M(2):
            yield "b"
        yield "c"


print(list(g()))
it = g()
next(it)
next(it)
it.close()
it = g()
next(it)
try:
    it.throw(ValueError("v"))
except ValueError as error:
    print(error)


class Suppress:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True


def loop():
    for i in range(3):
        with Suppress():
            got = yield i
            if got:
                raise ValueError(got)
            print("no error", i)


it = loop()
print(next(it), it.send("x"), it.send(None), next(it, "end"))
