# A trace function may let a frame go on at another line: forwards, backwards, out of blocks and loops, into finally.
import sys


class Jump:
    def __init__(self, function, start, end):
        self.code, self.start, self.end = function.__code__, start, end

    def __call__(self, frame, event, argument):
        if frame.f_code is self.code and event == 'line':
            line = frame.f_lineno - self.code.co_firstlineno
            if line == self.start:
                self.start = None
                frame.f_lineno = self.end + self.code.co_firstlineno
                print('now at', frame.f_lineno - self.code.co_firstlineno)
        return self


def run(function, start, end):
    out = []
    sys.settrace(Jump(function, start, end))
    try:
        function(out)
    except Exception as e:
        out.append(f'{type(e).__name__}: {e}')
    sys.settrace(None)
    print(function.__name__, start, end, out, sys.exc_info())


def straight(out):
    out.append(1)
    out.append(2)
    out.append(3)


def loops(out):
    for i in 1, 2:
        out.append(i)
        out.append(-i)
    while len(out) < 6:
        out.append(6)
    out.append(8)


def protected(out):
    try:
        out.append(2)
        1 / 0
    except ZeroDivisionError:
        out.append(5)
        out.append(sys.exc_info()[0])
    finally:
        out.append(8)
    out.append(sys.exc_info()[0])


class Manager:
    def __enter__(self):
        print('enter')

    def __exit__(self, *args):
        print('exit')


def managed(out):
    out.append(1)
    with Manager():
        out.append(3)
        out.append(4)
    out.append(5)


def nested(out):
    for i in 1, 2:
        for j in 3, 4:
            out.append((i, j))
        out.append(i)
    return out


for function, start, end in [
        (straight, 1, 3), (straight, 3, 1), (straight, 2, 2), (straight, 2, 7), (straight, 2, -3),
        (loops, 2, 4), (loops, 2, 6), (loops, 4, 2), (loops, 6, 1), (loops, 3, 2), (loops, 1, 5),
        (protected, 2, 8), (protected, 5, 9), (protected, 2, 5), (protected, 6, 2), (protected, 9, 2),
        (protected, 9, 5), (protected, 5, 6), (protected, 8, 2), (protected, 2, 9),
        (managed, 1, 3), (managed, 3, 5), (managed, 3, 1), (managed, 5, 4), (managed, 4, 3),
        (nested, 3, 4), (nested, 4, 3), (nested, 3, 5), (nested, 4, 5), (nested, 1, 4)]:
    run(function, start, end)
