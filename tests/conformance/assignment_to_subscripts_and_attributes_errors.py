def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class N:
    __slots__ = ()


def sub(c, k, v=1):
    c[k] = v
    return c


def dele(c, k):
    del c[k]
    return c


for c in ([1, 2], (1, 2), "ab", {1: 2}, {1}, 5, None, b"a", range(3), N(), N, len, 1.5):
    show(sub, c, 0) if c is not N and not isinstance(c, N) else show(lambda: sub(c, 0) and 0)
    try:
        dele(c, 0)
        print("deleted")
    except Exception as e:
        print(type(e).__name__, str(e))
    try:
        c.attribute = 1
        print("set")
    except Exception as e:
        print(type(e).__name__, e)
