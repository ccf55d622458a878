# Code and defaults of a function are replaced while it is called: a call has one code and one set of defaults.
from _trial import attack


def shared(a=1, b=1):
    return 'first', a, b


def other(a=2, b=2):
    return 'second', a, b


first, second = shared.__code__, other.__code__


def change(i):
    shared.__code__ = second if i % 2 else first
    shared.__defaults__ = (i, i)


def look():
    for _ in range(20):
        name, a, b = shared()
        assert name in ('first', 'second') and a == b, (name, a, b)


attack(change, change, watch=[look, look])
print('whole')
