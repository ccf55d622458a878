def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


values = [1, 2, 3, 0, 4]
print(list(iter(lambda: values.pop(0), 0)), values)
it = iter(int, 1)
print(next(it), next(it), type(it).__name__)


def stops():
    raise StopIteration


def fails():
    raise KeyError("in call")


print(list(iter(stops, None)))
it = iter(fails, None)
show(next, it)
show(next, it)
calls = []
it = iter(lambda: calls.append(1) or len(calls), 3)
print(list(it), calls, list(it), len(calls))
show(iter, 5, 5)
show(iter)
show(iter, [], 1, 2)
