class C:
    a = 1
    b = a + 1
    for i in range(3):
        a += i
    del i
    if b:
        def f(self):
            return self.a
    names = sorted(n for n in locals() if not n.startswith("__"))
    __doc__ = "changed"
    locals()["dynamic"] = 42
    print(dynamic, __name__, __qualname__, __module__)


print(C.names, C.a, C().f(), C.__doc__, C.dynamic)
print(sorted(k for k in C.__dict__ if not k.startswith("__")))


class D:
    """The doc."""


class E(D):
    pass


print(D.__doc__, E.__doc__, D.__qualname__)


def function():
    class Local:
        class Inner:
            def m(self):
                pass

    return Local


print(function().Inner.m.__qualname__, function().__qualname__)
