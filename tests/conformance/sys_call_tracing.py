# sys.call_tracing runs a function with tracing on, inside of a trace function.
import sys

events = []


def target(n):
    sys.settrace(trace)
    return inner(n)


def inner(n):
    return n + 1


def trace(frame, event, argument):
    name = frame.f_code.co_name
    if name != 'target':
        events.append((name, event))
    if name == 'begin' and event == 'call':
        inner(1)
        events.append(sys.call_tracing(target, (1,)))
    return trace


def begin():
    return 0


sys.settrace(trace)
begin()
sys.settrace(None)
print(*events, sep='\n')
for args in (len, 3), (len, None), (len, []):
    try:
        sys.call_tracing(*args)
    except TypeError as e:
        print(e)
