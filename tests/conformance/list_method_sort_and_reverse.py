# list.sort and reverse: in place, returning None, keyword only.
from functools import cmp_to_key
def made(*x):
    return list(x)
def after(x, f):
    r = f(x)
    return x, r
CASES = [
    'after(made(3, 1, 2), list.sort)',
    'after(made(3, 1, 2), list.reverse)',
    'after(made(), list.sort)',
    "after(made('b', 'A', 'a'), list.sort)",
    "after(made('b', 'A', 'a'), lambda x: x.sort(key=str.lower))",
    'after(made(3, 1, 2), lambda x: x.sort(reverse=True))',
    'after(made(1, 2.0, True, 0), list.sort)',
    'after(made((1, 2), (1, 1), (0, 9)), list.sort)',
    'after(made([2], [1, 5], []), list.sort)',
    'after(made(1, 2, 3), lambda x: x.sort(key=lambda v: -v))',
    'after(made(5, 3, 9), lambda x: x.sort(key=cmp_to_key(lambda a, b: b - a)))',
    "after(made(1, 'a'), list.sort)",
    'after(made(None, 1), list.sort)',
    'after(made(1, 2), lambda x: x.sort(None))',
    'after(made(1, 2), lambda x: x.sort(key=5))',
    "after(made(2, 1), lambda x: x.sort(reverse='yes'))",
    'after(made(1, 2), lambda x: x.sort(cmp=1))',
    'after(made(1), lambda x: x.sort(key=lambda: 0))',
    'after(made(1, 2), lambda x: x.reverse(1))',
    "made(float('nan'), 1)[1:]",
    "after(made(*'hello world'), list.sort)",
    'after(made(*range(10)), lambda x: x.sort(key=lambda v: v % 3))',
    'after(made(*range(10)), lambda x: x.sort(key=lambda v: v % 3, reverse=True))',
    'after(made(1.5, 10 ** 30, -2 ** 70, 0.1), list.sort)',
    'after(made({1}, {1, 2}, set()), list.sort)',
    "after(made(b'b', b'a'), list.sort)",
    'after(made(1j, 2j), list.sort)',
    'after(made(1j), list.sort)',
    'sorted(made(3, 1), reverse=True)',
    'list(reversed(made(1, 2, 3)))',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
