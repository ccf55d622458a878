# The lazy built-ins: what they hold, when they call, strict zip, and their errors.
log = []
def note(x):
    log.append(x)
    return x
e = enumerate('ab', start=10 ** 20)
print(next(e), list(e), list(enumerate('ab', -1)), enumerate('').__class__, list(enumerate(iterable='x', start=5)))
z = zip([1, 2, 3], 'ab')
print(list(z), list(zip()), list(zip('a')), list(zip(*[[1, 2], [3, 4]])), list(zip([1], (i for i in range(9)))), list(zip(range(2), range(2), strict=True)))
for args in (([1, 2], [1]), ([1], [1, 2]), ([1], [1], []), ([], [1]), ([1], [], [1])):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as error:
        print(error)
it = iter([1, 2, 3])
print(list(zip(it, it)), next(it, 'used up'), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(map(None.__class__, [])), list(map(pow, [2, 3], [3, 2])), list(filter(None, [0, 1, '', 'a', [], None, 0.0])), list(filter(lambda x: x > 1, (3, 1, 2))))
m = map(note, [1, 2, 3])
print(log, next(m), log, list(m), log)
def raising(x):
    if x == 2: raise ValueError('at 2')
    return x
m = map(raising, [1, 2, 3])
print(next(m))
try:
    next(m)
except ValueError as error:
    print(error, list(m))
def stops(x):
    if x == 2: raise StopIteration
    return x
print(list(map(stops, [1, 2, 3])))
for source in ('enumerate()', 'enumerate(5)', 'enumerate("a", "b")', 'enumerate("a", 1, 2)', 'enumerate("a", begin=1)', 'zip(5)', 'zip("a", 5)', 'zip("a", strict=1).__class__', 'zip("a", strikt=1)', 'map()', 'map(len)', 'map(5, "a").__class__', 'list(map(5, "a"))', 'map(len, 5)', 'filter(len)', 'filter(len, 5)', 'filter(None, "a", "b")', 'list(filter(5, "a"))', 'reversed(5)', 'reversed()', 'reversed({1: 2}).__class__', 'reversed("ab", 1)', 'list(reversed("ab"))', 'next(reversed([]))', 'iter()', 'iter(5)', 'iter(5, 1)', 'iter([], 1, 2)', 'next()', 'next([])', 'next(iter([]))', 'next(iter([]), None)', 'all(5)', 'any()', 'all([])', 'any([])', 'sum("ab")', 'sum(["a"], "")', 'sum([[1]], [])', 'sum([1], start=5)', 'sum(b"ab")', 'sum([], "x")', 'sum([b"a"], b"")', 'min()', 'min([])', 'min([], default=3)', 'max(1)', 'max(1, "a")', 'max(1, 2, key=lambda v: -v)', 'max([1], default=2, key=None)', 'max(1, 2, default=3)', 'min("b", "a", key=5)', 'max({"a": 1})', 'sorted(max("ab", "b"))'):
    try:
        print(source, '=', eval(source))
    except BaseException as error:
        print(source, '->', type(error).__name__, error)
