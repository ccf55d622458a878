# singledispatch: the most specific class wins; abstract classes, unions and annotations register too.
from collections.abc import Sequence, Sized
from functools import singledispatch, singledispatchmethod

@singledispatch
def show(x):
    return f'object {x!r}'

@show.register
def _(x: int):
    return f'int {x}'

@show.register(list)
@show.register(tuple)
def _(x):
    return f'list or tuple of {len(x)}'

@show.register
def _(x: str | bytes):
    return f'text {x!r}'

@show.register(Sized)
def _(x):
    return f'sized {len(x)}'

for value in (1, True, 1.5, [1, 2], (), 'a', b'b', {1, 2}, None):
    print(show(value))
print(show.dispatch(bool) is show.dispatch(int), sorted(k.__name__ for k in show.registry))
try:
    show()
except TypeError as e:
    print(e)
try:
    @show.register
    def _(x):
        pass
except TypeError as e:
    print(str(e).split('<')[0])

class C:
    @singledispatchmethod
    def f(self, x):
        return 'object'
    @f.register
    def _(self, x: int):
        return 'int'
    @f.register
    def _(self, x: str):
        return 'str'
print(C().f(1), C().f(''), C().f([]))
