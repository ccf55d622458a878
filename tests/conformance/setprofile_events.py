# A profiler hears of Python functions and of functions in C, but of no lines.
import sys


def show(frame, event, argument):
    if event.startswith('c_'):
        argument = argument.__qualname__
    print(frame.f_code.co_name, event, argument, frame.f_lineno - frame.f_code.co_firstlineno)


def python(*args, **kwargs):
    return len(args)


def generator():
    yield 1
    yield 2


def body():
    items = [3]
    len(items)
    items.append(1)
    list.append(items, 2)
    python(1, k=2)
    len(*(items,))
    sorted(items, key=lambda v: -v)
    list(generator())
    int('3')
    try:
        len(3)
    except TypeError:
        pass
    try:
        python[3]
    except TypeError:
        pass


sys.setprofile(show)
body()
sys.setprofile(None)
print(sys.getprofile())


def bad(frame, event, argument):
    raise OverflowError(event)


sys.setprofile(bad)
try:
    body()
except OverflowError as e:
    print(e, sys.getprofile())
