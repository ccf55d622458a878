# Lines that need no work are seen all the same: pass, ..., try, break and continue through finally, while True.
import sys


def note(frame, event, argument):
    events.append((event[0], frame.f_lineno - frame.f_code.co_firstlineno))
    return note


def passes(x):
    if x:
        pass
    for i in range(2):
        pass
    if x:
        pass
    else:
        ...
    pass
    return x


def tries():
    try:
        try:
            pass
        finally:
            pass
    except ValueError:
        pass
    except:
        raise
    else:
        pass


def leaves():
    for i in range(3):
        try:
            if i:
                break
            else:
                continue
        finally:
            x = i
    while True:
        with manager:
            return


def endless(n):
    while 1:
        n -= 1
        if n < 0:
            return
    while 0:
        pass


def documented():
    """This is no statement."""
    'this is one'


def matches(x):
    match x:
        case 1:
            pass
        case [a, b] if a:
            x = 2
        case _:
            pass


class Manager:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


manager = Manager()
for function, args in ((passes, (1,)), (passes, (0,)), (tries, ()), (leaves, ()), (endless, (2,)),
                       (documented, ()), (matches, (1,)), (matches, ([1, 2],)), (matches, (5,))):
    events = []
    sys.settrace(note)
    function(*args)
    sys.settrace(None)
    print(function.__name__, args, *events)
