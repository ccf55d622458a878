def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    pass


a, b = A(), A()
print(a == a, a == b, a != b, hash(a) == hash(a), hash(a) == hash(b), a is not b)
print(repr(a).startswith("<__main__.A object at 0x"), str(a) == repr(a), bool(a))
print(object() == object(), type(object()).__name__, issubclass(A, object), isinstance(A, object))
print(A.__name__, A.__module__, A.__bases__, A.__dict__.get("__doc__"), A.__class__)
print(repr(A), repr(int), repr(type), repr(len), repr(None), repr(NotImplemented), repr(...))
print(a.__class__ is A, a.__dict__, A.__mro__, a.__module__, a.__doc__)
show(lambda: a < b)
show(lambda: a + b)
show(lambda: a[0])
show(lambda: a())
show(lambda: len(a))
show(lambda: iter(a))
show(lambda: -a)
show(format, a, "x")
print(format(a, "") == str(a), a.__eq__(b), a.__eq__(a), a.__lt__(b), a.__ne__(b))
print(sorted(set(dir(a)) - set(dir(object()))))
print(a.__sizeof__() > 0, a.__str__() == repr(a), a.__format__("") == str(a))
print(object.__init__(a), type(a.__reduce_ex__(2)).__name__, A.__subclasshook__(5))
