def f():
    raise ValueError("original")


def g():
    try:
        f()
    except ValueError:
        raise


try:
    g()
except ValueError as error:
    raise error
