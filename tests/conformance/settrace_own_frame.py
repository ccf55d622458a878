# f_trace makes lines of a running frame known; f_trace_lines and f_trace_opcodes choose the events.
import sys


def note(frame, event, argument):
    events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return note


def here():
    frame = sys._getframe()
    print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)
    before = 1
    frame.f_trace = note
    sys.settrace(note)
    one = 1
    two = 2
    sys.settrace(None)
    print(frame.f_trace is note)
    frame.f_trace = None
    return one


def set_trace():
    sys._getframe(1).f_trace = note
    sys.settrace(note)


def asks():
    one = 1
    set_trace()
    two = 2
    sys.settrace(None)


def quiet():
    def tracer(frame, event, argument):
        frame.f_trace_lines = False
        return note

    def called():
        x = 1
        return x
    sys.settrace(tracer)
    called()
    sys.settrace(None)


for function in here, asks, quiet:
    events = []
    function()
    print(function.__name__, events)

frame = sys._getframe()
for name in 'f_trace_lines', 'f_trace_opcodes':
    for value in True, 1, None:
        try:
            setattr(frame, name, value)
            print(name, getattr(frame, name))
        except TypeError as e:
            print(name, value, e)
    try:
        delattr(frame, name)
    except TypeError as e:
        print(name, e)
