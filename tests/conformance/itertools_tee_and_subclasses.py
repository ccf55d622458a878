"""tee of what can be copied, re-entrance, keywords of subclasses, states of cycle and permutations."""
import itertools
import pickle


def attempt(function, *args, **options):
    try:
        return function(*args, **options)
    except Exception as e:
        return type(e).__name__, str(e)


a, b = itertools.tee('abc')
c, d = itertools.tee(a)
print(a is c, d is b, next(a), list(d), list(c), list(b))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n

    def __copy__(self):
        print('copied at', self.n)
        return Countdown(self.n)


e, f, g = itertools.tee(Countdown(3), 3)
print(type(e).__name__, next(e), list(f), list(e), list(g), itertools.tee('x', 0), attempt(itertools.tee, 'x', -1))


class Reentrant:
    first = True

    def __iter__(self):
        return self

    def __next__(self):
        first, self.first = self.first, False
        return next(other) if first else 'item'


one, other = itertools.tee(Reentrant())
print(attempt(next, one), attempt(next, one))

for cls, args in (itertools.chain, ('ab',)), (itertools.islice, ('abc', 2)), (itertools.starmap, (pow, [(2, 3)])), (itertools.cycle, ('a',)):
    class Plain(cls):
        pass

    class Initialised(cls):
        def __init__(self, *args, extra=None):
            self.extra = extra

    print(cls.__name__, attempt(cls, *args, extra=1)[0], attempt(Plain, *args, extra=1)[0], Initialised(*args, extra=5).extra)

print(attempt(itertools.cycle('ab').__setstate__, ('a', 0)), attempt(itertools.cycle('ab').__setstate__, (['a'], 'x'))[0])
for values, r in ([], 0), ([], 1), ([1], 0), ([1, 2], 2):
    p = itertools.permutations(values, r)
    for _ in range(4):
        print(values, r, p.__reduce__()[1:], list(pickle.loads(pickle.dumps(p))), next(p, 'end'))
