def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = {"x": 1, "y": 2}, {"y": 20, "z": 30}
print(a | b, b | a, a, b, {} | {}, a | {})
c = a
c |= b
print(a, c is a)
c |= [("q", 1)]
c |= {}.items()
print(a)
for f in (lambda: a | [("k", 1)], lambda: a | None, lambda: [] | a, lambda: a & b, lambda: a + b, lambda: a.__ior__(5), lambda: a.__or__(5), lambda: a | 5):
    show(f)


class D(dict):
    pass


print(type(D(a=1) | {}).__name__, type({} | D(a=1)).__name__, D(a=1) | {"b": 2}, {**D(z=1)}, D(a=1).copy().__class__.__name__, D.fromkeys("a").__class__.__name__)
d = D(k=1)
d.attr = 5
print(d, d.attr, d == {"k": 1}, list(d), "k" in d)


class R(dict):
    def __ror__(self, o):
        return "ror"

    def __or__(self, o):
        return "or"


print({} | R(), R() | {}, [] | R())
