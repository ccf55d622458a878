# The events of functions, generators, class bodies and exec, in order, with their lines.
import sys


def show(frame, event, argument):
    code = frame.f_code
    print(code.co_name, event, frame.f_lineno - code.co_firstlineno, repr(argument)[:40])
    return show


def loop(n):
    for i in range(n):
        x = i
    while n:
        n -= 1
    return x


def outer():
    value = 1

    def inner():
        return value
    return inner()


def numbers():
    a = 1
    b = yield a
    yield from [b, 2]
    return 5


sys.settrace(show)
loop(2)
outer()
for n in numbers():
    pass
class Class:
    attribute = 1
exec('p = 1\nq = p')
[c for c in (1, 2)]
sys.settrace(None)
loop(1)
print(sys.gettrace())
