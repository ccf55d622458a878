# What a trace function hears of exceptions that pass, that are caught and that are thrown in.
import sys


def show(frame, event, argument):
    if event == 'exception':
        kind, value, traceback = argument
        argument = kind.__name__, str(value), traceback.tb_frame is frame
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, argument)
    return show


def fail():
    raise ValueError('no')


def catch():
    try:
        fail()
    except ValueError as e:
        return str(e)


def again():
    try:
        fail()
    except ValueError:
        raise


def generator():
    try:
        yield 1
    finally:
        x = 1


sys.settrace(show)
catch()
try:
    again()
except ValueError:
    pass
g = generator()
next(g)
try:
    g.throw(KeyError, 'key')
except KeyError:
    pass
g = generator()
next(g)
g.close()
sys.settrace(None)
