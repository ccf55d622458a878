def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def reenter():
    yield next(g)


g = reenter()
show(next, g)
show(next, g)


def selfsend():
    try:
        h.send(None)
    except ValueError as error:
        yield str(error)


h = selfsend()
print(next(h))


def state():
    yield 1


s = state()
print(s.gi_running, s.gi_frame is not None, s.gi_yieldfrom)
next(s)
print(s.gi_running, s.gi_code.co_name)
print(next(s, None), s.gi_frame)
print(s.__name__, s.__qualname__, type(s).__name__, iter(s) is s)
s.__name__ = "new"
print(s.__name__)
show(setattr, s, "gi_frame", 1)
print(hasattr(s, "__next__"), hasattr(s, "send"), callable(s))


def closes_self():
    try:
        k.close()
    except ValueError as error:
        yield str(error)


k = closes_self()
print(next(k))
