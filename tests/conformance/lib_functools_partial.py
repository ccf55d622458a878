# partial: arguments accumulate, keywords override, nested ones are flattened.
from functools import partial, partialmethod, reduce

def f(*args, **kwargs):
    return args, kwargs

p = partial(f, 1, a=2)
print(p(), p(3, a=4, b=5), p.args, p.keywords, p.func is f)
q = partial(p, 9, c=3)
print(q(), q.func is f, q.args, q.keywords)
print(repr(partial(int, base=2)), partial(int, base=2)('1010'))
try:
    partial()
except TypeError as e:
    print(e)
try:
    partial(3)
except TypeError as e:
    print(e)

class Cell:
    def set(self, state):
        self.state = state
    on = partialmethod(set, True)
    off = partialmethod(set, state=False)
c = Cell()
c.on()
print(c.state)
c.off()
print(c.state)
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(max, [], 'initial'), reduce(lambda a, b: a + [b], 'ab', []))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
