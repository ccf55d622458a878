# A trace function that jumps over an assignment: what compiled code takes for bound becomes None, with a warning.
import sys
import warnings


def jump(frame, event, argument):
    if frame.f_code is target.__code__ and event == 'line':
        line = frame.f_lineno - target.__code__.co_firstlineno
        if line == 1 and not frame.f_locals.get('jumped'):
            frame.f_lineno += 2
    return jump


def target():
    a = b = c = 10 ** 30
    d = [a]
    e = a, b
    del c
    for i in range(100):
        a = (a, b)
    return e


def maybe(x):
    if x:
        y = 1
    return y


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    sys.settrace(jump)
    try:
        result = target()
    except UnboundLocalError as e:  # of the variable that was to be deleted
        result = str(e)
    sys.settrace(None)

assert result == "cannot access local variable 'c' where it is not associated with a value", result
assert [str(w.message) for w in caught] == ['assigning None to 2 unbound locals'], caught
assert caught[0].category is RuntimeWarning


def too_far(frame, event, argument):
    if frame.f_code is maybe.__code__ and event == 'line' and frame.f_lineno == maybe.__code__.co_firstlineno + 1:
        frame.f_lineno += 2
    return too_far


sys.settrace(too_far)
try:
    maybe(1)
    assert False
except UnboundLocalError:
    pass
finally:
    sys.settrace(None)
