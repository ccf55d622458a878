# * and ** in calls and displays: order, duplicates, errors that name the function.
def f(*args, **kw): return args, kw
def g(a, b=2, *, c): return a, b, c
class M:
    def keys(self): return ['x', 'y']
    def __getitem__(self, k): return k * 2
class NoGet:
    def keys(self): return ['a']
class BadKeys:
    def keys(self): return 5
    def __getitem__(self, k): return 1
print(f(*[1], 2, *(3,), a=1, **{'b': 2}, c=3, **M()), [*'ab', *range(2), *{}], {*'a', *'b'} == {'a', 'b'}, {**{'a': 1}, 'b': 2, **{'a': 3}}, (*[1],), f(**{}), f(*()))
print(g(*[1], c=3), g(1, *[5], **{'c': 6}), f(*iter('xy')), f(**{'not an identifier': 1}), f(x=1, *[2]))
for source in ('f(**{1: 2})', 'f(a=1, **{"a": 2})', 'f(**{"a": 1}, **{"a": 2})', 'f(*5)', 'f(**5)', 'f(**[1])', 'f(**NoGet())', 'f(*None, **None)', 'g(*[1, 2, 3], c=1)', 'g(1, a=2, c=3)', 'g(**{"a": 1})', 'g(1, c=1, d=2)', 'g(*[1], **{"a": 2, "c": 3})', '[*5]', '{**5}', '{*5}', '{**[1]}', 'len(*[1, 2])', 'print(*[1], sepp=1)', 'int(*[1], **{"x": 2})', '"".join(*5)', '{**{[]: 1}}' , 'f(*(1 / 0 for _ in "a"))', 'f(**{"a": 1}, b=2, **{"b": 3})', 'M(**{"a": 1})', 'dict(*[[1]])'):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
log = []
def t(x):
    log.append(x)
    return x
f(t(1), *t([2]), t(3), k=t(4), **t({'m': 5}), z=t(6))
[t(1), *t([2])]
{t('a'): t(1), **t({'b': 2}), t('c'): t(3)}
print(log)
a, *b = *'xy', 'z'
print(a, b)
def r(): return *[1, 2], 3
def y(): yield *[1], 2
print(r(), list(y()), [x for x in (*[1], 2)])
for i in *[1], 2: print(i, end=' ')
print({'k': [*[]]}['k'], x[0] if (x := [*'q']) else 0)
