# What a trace function changes in f_locals are the variables afterwards, captured ones too.
import sys


def change(frame, event, argument):
    if frame.f_code.co_name == 'target' and event == 'line':
        variables = frame.f_locals
        if 'b' in variables:
            variables['b'] = variables['b'] * 10
            variables['captured'] = 'changed'
            variables['unknown'] = 1
    return change


def target(a):
    captured = 'first'
    b = a
    c = b
    d = b
    return a, b, c, d, (lambda: captured)()


sys.settrace(change)
result = target(1)
sys.settrace(None)
print(result)
