def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class C:
    def m(self, x=1):
        return (self.name, x)

    name = "C"


c = C()
c.name = "c"
bound = c.m
print(bound(), bound(2), C.m(c, 3), bound.__self__ is c, bound.__func__ is C.__dict__["m"])
print(c.m == c.m, c.m is c.m, hash(c.m) == hash(c.m), C().m == c.m)
print(bound.__name__, bound.__qualname__, C.m.__qualname__)
c.m = lambda: "instance attribute"
print(c.m())
show(C.m)
show(C.m, c, 1, 2)
show(bound, 1, 2)
C.borrowed = len
C.function = lambda *a: len(a)
d = C()
print(d.borrowed([1, 2]), d.function(), C.function(1, 2))
show(setattr, bound, "x", 1)
method = type(bound)
print(method.__name__, method(lambda s, y: s + y, 10)(5))
show(method, 5, 1)
show(method, len, None)
print([].append.__self__, [].append.__name__, str.upper("x"), str.join("-", "ab"))
show(str.upper, 5)
show(list.append, 1, 2)
show(str.upper)
