def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Count:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


print(list(Count(3)), sum(Count(4)), 2 in Count(3), tuple(Count(0)), *Count(2))
it = Count(2)
print(next(it), next(it), next(it, "default"))
show(next, it)


class BadIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return object()


class Raises:
    def __iter__(self):
        raise ValueError("in iter")


class RaisesNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("in next")


for cls in (BadIter, NoNext, Raises, RaisesNext):
    show(list, cls())
    show(lambda: [*cls()])
    show(iter, cls()) if cls is not RaisesNext else None
show(iter, 5)
show(next, [1])
show(next, 5)
show(next)
for t in ([1, 2], (1, 2), "ab", {1: 2}, {1}, range(2), b"a"):
    i = iter(t)
    print(type(i).__name__, iter(i) is i, next(i), end="; ")
print()
calls = iter([1, 2, 0, 3])
print(list(iter(lambda: next(calls), 0)), list(calls))
show(iter, 5, 0)
show(iter, [1], 0)
