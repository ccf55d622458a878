class Base:
    def __init__(self):
        self.setup()


class Child(Base):
    def setup(self):
        return self.values[0]


class Caller:
    def __call__(self):
        return Child()


Caller()()
