class Logged(property):
    """Its own doc."""

    def __get__(self, instance, owner=None):
        print("get", instance is None)
        return super().__get__(instance, owner)

    def getter(self, f):
        print("getter")
        return super().getter(f)


class C:
    @Logged
    def x(self):
        """Doc of x."""
        return 1

    @x.setter
    def x(self, v):
        """Never seen."""
        print("set", v)

    @x.getter
    def x(self):
        """New doc."""
        return 2

    @property
    def plain(self):
        return 1

    @property
    def deleted(self):
        "d"

    @deleted.deleter
    def deleted(self):
        print("deleted")


c = C()
print(c.x, type(vars(C)["x"]).__name__)
c.x = 3
print(vars(C)["x"].__doc__, C.deleted.__doc__, C.plain.__doc__)
del c.deleted


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: setattr(c, "plain", 1))
attempt(lambda: delattr(c, "plain"))
attempt(lambda: delattr(c, "x"))
attempt(lambda: property().__get__(1))
attempt(lambda: property(fset=len).__get__(1))
attempt(lambda: property(1).__get__(2))
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: property(bogus=1))
attempt(lambda: property(doc="given").__doc__)
attempt(lambda: property(C.plain.fget, doc="given").__doc__)
attempt(lambda: property(lambda self: 1).fget(0))
attempt(lambda: setattr(C.plain, "fget", 1))
attempt(lambda: setattr(C.plain, "__doc__", "now"))
print(C.plain.__doc__, C.plain.__isabstractmethod__)


def abstract(self):
    pass


abstract.__isabstractmethod__ = True
print(property(abstract).__isabstractmethod__, property(None, abstract).__isabstractmethod__)
p = property(abstract)
p.__init__(len)
print(p.fget is len, p.fset)
print(property.__set__.__name__, property.__delete__(property(fdel=lambda s: print("del", s)), 5))
