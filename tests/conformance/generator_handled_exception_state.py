import sys


def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def g():
    print("in g", sys.exc_info()[1])
    try:
        raise KeyError("inner")
    except KeyError:
        yield sys.exc_info()[1]
        print("resumed", repr(sys.exc_info()[1]))
    print("after", repr(sys.exc_info()[1]))
    yield


it = g()
try:
    raise ValueError("outer")
except ValueError:
    print(repr(next(it)))
    print(repr(sys.exc_info()[1]))
print(sys.exc_info()[1])
next(it)
print(sys.exc_info())


def reraise():
    try:
        yield 1
    except ValueError:
        try:
            yield 2
        finally:
            raise


r = reraise()
next(r)
print(r.throw(ValueError("kept")))
show(next, r)


def bare():
    yield
    raise


b = bare()
next(b)
try:
    raise TypeError("active in caller")
except TypeError:
    show(next, b)
