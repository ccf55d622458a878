def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    @property
    def v(self):
        return "A"

    @v.setter
    def v(self, x):
        print("A set", x)


class B(A):
    @property
    def v(self):
        return "B over " + super().v


class C(A):
    v = "plain"


class D(A):
    @A.v.setter
    def v(self, x):
        print("D set", x)
        A.v.fset(self, x)


b, c, d = B(), C(), D()
print(b.v, c.v, d.v)
show(setattr, b, "v", 1)
c.v = 2
d.v = 3
print(c.v, vars(c), vars(b), d.v, isinstance(A.v, property))
