"""Module doc."""


def f():
    """f doc."""


def g():
    x = 1
    """not a doc"""


def h():
    "a" "b"


def i():
    f"no {1}"


def j():
    b"bytes"


class C:
    """C doc."""

    def m(self):
        'single'

    @property
    def p(self):
        "property doc"


class D(C):
    pass


print(__doc__, f.__doc__, g.__doc__, h.__doc__, i.__doc__, j.__doc__, C.__doc__, C.m.__doc__, C.p.__doc__, D.__doc__, D.m.__doc__)
C.__doc__ = "new"
print(C.__doc__, (lambda: "x").__doc__)
