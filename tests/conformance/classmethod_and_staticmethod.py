def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    count = 0

    @classmethod
    def create(cls, *args):
        cls.count += 1
        return cls.__name__, args

    @staticmethod
    def add(a, b):
        return a + b

    wrapped = staticmethod(len)
    cm = classmethod(lambda cls: cls)


class B(A):
    pass


print(A.create(1), B().create(2), A.count, B.count, B.__dict__.get("count"))
print(A.add(1, 2), A().add(3, 4), A.wrapped("abc"), A().wrapped([1]), B.cm() is B)
print(A.create.__self__ is A, B().create.__self__ is B, A.create.__func__.__name__)
print(type(A.__dict__["create"]).__name__, type(A.__dict__["add"]).__name__)
print(A.__dict__["add"].__func__(1, 1), A.__dict__["add"](5, 6))
show(A.__dict__["create"])
show(A.add, 1)
show(A.create.__func__)
print(A.__dict__["create"].__get__(None, B)(9))


class C:
    @classmethod
    @property
    def both(cls):
        return "classmethod property " + cls.__name__

    @staticmethod
    def __new__(cls):
        return object.__new__(cls)


print(C.both, type(C()).__name__)
show(classmethod)
show(staticmethod, 1, 2)
show(classmethod(5).__get__, None, A)
