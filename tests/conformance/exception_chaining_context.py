def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def chain(error):
    out = []
    while error is not None:
        out.append(repr(error))
        error = error.__context__
    return out


try:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            raise IndexError(3)
except IndexError as error:
    print(chain(error), error.__cause__, error.__suppress_context__)
try:
    try:
        raise ValueError(1)
    except ValueError as first:
        raise KeyError(2) from first
except KeyError as error:
    print(chain(error), repr(error.__cause__), error.__suppress_context__)
try:
    try:
        raise ValueError(1)
    except ValueError:
        raise KeyError(2) from None
except KeyError as error:
    print(chain(error), error.__cause__, error.__suppress_context__)
try:
    try:
        raise ValueError(1)
    except ValueError as e:
        raise e
except ValueError as error:
    print(chain(error))
a, b = ValueError("a"), KeyError("b")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a
except ValueError as error:
    print(chain(error))
e = ValueError()
e.__cause__ = a
print(e.__suppress_context__)
show(setattr, e, "__cause__", 5)
show(setattr, e, "__context__", 5)
show(delattr, e, "__cause__")
show(setattr, e, "__traceback__", 5)
