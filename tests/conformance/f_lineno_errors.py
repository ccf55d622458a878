# When f_lineno cannot be set, and to what.
import sys

frame = sys._getframe()
for value in 3, 'x', 1.5, None, 2 ** 100:
    try:
        frame.f_lineno = value
    except ValueError as e:
        print(e)
try:
    del frame.f_lineno
except AttributeError as e:
    print(e)


def try_to_set(event_wanted, value):
    def tracer(frame, event, argument):
        if frame.f_code is target.__code__ and event == event_wanted:
            try:
                frame.f_lineno = value
            except ValueError as e:
                print(event, e)
        return tracer
    sys.settrace(tracer)
    target(1)
    sys.settrace(None)


def target(a):
    try:
        b = a
        raise KeyError(b)
    except KeyError:
        return b


for event in 'call', 'exception', 'return':
    try_to_set(event, target.__code__.co_firstlineno + 2)
for value in 'x', 2 ** 40, 2, 10 ** 6:
    try_to_set('line', value)
