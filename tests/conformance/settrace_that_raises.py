# A trace function that raises ends tracing; its exception goes on in the traced code.
import sys
import traceback


def raise_at(which):
    def tracer(frame, event, argument):
        if event == which:
            raise ArithmeticError(which)
        return tracer
    return tracer


def call(n):
    x = n
    if n:
        return [][n]
    return x


for which, n in ('call', 0), ('line', 0), ('return', 0), ('exception', 1):
    sys.settrace(raise_at(which))
    try:
        call(n)
    except ArithmeticError as e:
        print(which, e, [entry.name for entry in traceback.extract_tb(e.__traceback__)])
        print(sys.gettrace())
