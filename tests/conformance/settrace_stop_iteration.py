# A trace function hears of the StopIteration that ends a loop or a yield from, where there is one.
import sys


def show(frame, event, argument):
    if event == 'exception':
        argument = argument[0].__name__, argument[1].args
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, argument)
    return show


def returns(value):
    yield 1
    return value


class Count:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return 'Count'

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class Fails(Count):
    def __next__(self):
        raise KeyError('next')


def loop(iterable):
    for i in iterable:
        x = i
    return 0


def delegate(iterable):
    got = yield from iterable
    return got


sys.settrace(show)
loop(returns(None))
loop(returns(5))
loop(Count(1))
loop([1])
for x in delegate(returns(7)):
    pass
for x in delegate(Count(1)):
    pass
try:
    loop(Fails(1))
except KeyError:
    pass
sys.settrace(None)
print(loop(Count(3)), list(delegate(returns(2))))
