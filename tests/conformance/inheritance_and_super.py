def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Base:
    def __init__(self):
        self.log = ["Base"]

    def who(self):
        return "base"

    @classmethod
    def make(cls):
        return cls.__name__

    @staticmethod
    def st():
        return "static"

    @property
    def p(self):
        return "base p"


class Child(Base):
    def __init__(self):
        super().__init__()
        self.log.append("Child")

    def who(self):
        return "child+" + super().who()

    @classmethod
    def make(cls):
        return "child " + super().make()

    @staticmethod
    def st():
        return "child " + super(Child, Child).st()

    @property
    def p(self):
        return "child " + super().p


class Grand(Child):
    def who(self):
        return "grand+" + super(Child, self).who() + "+" + super(Grand, self).who()


g = Grand()
print(g.log, g.who(), Grand.make(), g.st(), g.p)
s = super(Child, g)
print(s.who(), s.__self__ is g, s.__thisclass__.__name__, s.__self_class__.__name__)
show(lambda: s.missing)
show(super, int, "x")
show(super, 5)
show(lambda: super())


def outside(self):
    return super().who()


Child.outside = outside
show(lambda: g.outside())


class NoArgs:
    def f():
        return super().x

    def g(self):
        del self
        return super().x

    def h(self):
        def inner(self):
            return super().__init__

        return inner(self) is not None

    def c(self):
        return [super(NoArgs, self).__class__ for _ in range(1)], __class__.__name__


show(NoArgs.f)
show(NoArgs().g)
print(NoArgs().h(), NoArgs().c()[1])
unbound = super(Child)
print(unbound.__get__(g, Grand).who())
