def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    shared = []
    n = 0

    def bump(self):
        self.n += 1
        return self.n


a, b = A(), A()
a.shared.append(1)
print(b.shared, a.bump(), a.bump(), b.n, A.n, vars(a), vars(b))
A.n = 100
print(a.n, b.n)
del a.n
print(a.n)
A.late = lambda self: "late " + type(self).__name__
print(a.late(), b.late())
del A.late
show(lambda: a.late)
a.__dict__["direct"] = 5
print(a.direct)
a.__dict__ = {"only": 1}
print(a.only, hasattr(a, "direct"))
show(setattr, a, "__dict__", 5)


class B:
    def hello(self):
        return "B"


a.__class__ = B
print(a.hello(), type(a).__name__, isinstance(a, A), a.only)
show(setattr, a, "__class__", int)
show(setattr, a, "__class__", 5)
show(setattr, A, "__name__", 5)
A.__name__ = "Renamed"
print(A.__name__, A.__qualname__)
show(lambda: A.missing)
show(lambda: B().missing)
show(setattr, object(), "x", 1)
show(setattr, 5, "x", 1)
show(setattr, int, "x", 1)
show(lambda: (5).x)
