def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def none():
    pass


def one(a):
    pass


def default(a, b=1):
    pass


def defaults(a=1, b=2):
    pass


def keyword_only(a, *, k=1):
    pass


def needs_keyword(a, *, k):
    pass


class C:
    def method(self):
        pass


show(none, 1)
show(none, 1, 2)
show(one, 1, 2)
show(default, 1, 2, 3)
show(defaults, 1, 2, 3)
show(keyword_only, 1, 2)
show(keyword_only, 1, 2, k=3)
show(needs_keyword, 1, 2, k=3)
show(needs_keyword, 1, 2)
show(C().method, 1)
show(C, 1)
show(object, 1)
show(lambda: 0, 1)
