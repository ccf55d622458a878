def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def bad(source):
    try:
        compile(source, "s", "exec")
        print("accepted", repr(source))
    except SyntaxError as error:
        print(f"{type(error).__name__}: {error.msg} ({error.lineno}, {error.offset})")


print(..., None, NotImplemented, type(...).__name__, bool(...), bool(None), repr(...))
print(... is Ellipsis, None is None, None == False, None != 0, hash(None) == hash(None), {None: 1}[None], [None] * 2)
for f in (lambda: None.x, lambda: None + 1, lambda: None < None, lambda: len(None), lambda e=...: e(), lambda: NotImplemented.x, lambda: type(None)(1), lambda: setattr(None, "x", 1), lambda n=None: n[0], lambda: [*None]):
    show(f)


def stub(): ...


def doc(): "doc"


print(stub(), doc(), doc.__doc__, stub.__doc__)
bad("None = 1")
bad("... = 1")
bad("def f(None): pass")
bad("Ellipsis = 1; True = 2")
bad("for None in x: pass")
bad("del None")
bad("None += 1")
bad("f(None=1)")
