class Meta(type):
    def __new__(meta, name, bases, namespace):
        for key in "fgh":
            try:
                namespace[key](None)
            except (RuntimeError, NameError) as error:
                print(key, type(error).__name__, error)
        return type.__new__(meta, name, bases, namespace)


class C(metaclass=Meta):
    def f(self):
        super().f()

    def g(self):
        super()

    def h(self):
        __class__


class D:
    def use(self):
        super().use()

    def bare(self):
        super()

    def change(self):
        nonlocal __class__
        __class__ = 413

    def captured(self):
        def inner():
            return self

        return super().__init__(), inner() is self

    def deleted(self):
        def inner():
            return self

        del self
        super().use()


d = D()
for name in "use", "captured", "deleted", "change", "use", "bare":
    try:
        print(name, getattr(d, name)())
    except (RuntimeError, AttributeError, NameError) as error:
        print(name, type(error).__name__, error)


def cell_of():
    d = D()
    return (lambda: d).__closure__[0]


try:
    D.bare(cell_of())
except (TypeError, RuntimeError) as error:
    print(type(error).__name__, error)
