def attempt(action):
    try:
        v = action()
        print(type(v).__name__)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Neither:
    pass


class OnlyInit:
    def __init__(self, *args, **kw):
        super().__init__()


class InitPasses:
    def __init__(self, *args):
        super().__init__(*args)


class OnlyNew:
    def __new__(cls, *args, **kw):
        return super().__new__(cls)


class NewPasses:
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class Both:
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        object.__init__(self, *args)


for cls in object, Neither, OnlyInit, InitPasses, OnlyNew, NewPasses, Both:
    attempt(lambda: cls())
    attempt(lambda: cls(1))
    attempt(lambda: cls(x=1) if cls in (object, Neither, OnlyInit, OnlyNew) else cls(1, 2))
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(1))
attempt(lambda: object.__new__(int))
attempt(lambda: int.__new__(bool))
attempt(lambda: int.__new__(str))
attempt(lambda: bool.__new__(int))
attempt(lambda: dict.__new__(list))
attempt(lambda: object.__new__(Neither, 1))
attempt(lambda: object().__init__(1))
attempt(lambda: Neither().__init__(1))


class Returns:
    def __init__(self):
        return 5


class NewReturnsOther:
    def __new__(cls):
        return 7

    def __init__(self):
        print("never")


class NewReturnsSub:
    def __new__(cls, sub=False):
        return object.__new__(Sub) if sub else object.__new__(cls)

    def __init__(self, sub=False):
        print("init", type(self).__name__)


class Sub(NewReturnsSub):
    pass


attempt(Returns)
attempt(NewReturnsOther)
attempt(lambda: NewReturnsSub(True))


class NoneNew:
    __new__ = None


class NoneInit:
    __init__ = None


attempt(NoneNew)
attempt(NoneInit)


class Instance:
    pass


i = Instance()
i.__init__ = lambda: print("never")
i.__call__ = lambda: print("never")
attempt(lambda: i())
for cls in type(None), type(...), type(len), type(x for x in ()), type({}.keys()), type(iter([])), type(lambda: 0):
    attempt(lambda: cls())
