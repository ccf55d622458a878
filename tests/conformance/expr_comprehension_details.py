# Comprehensions: conditions, nesting, scopes and errors inside them.
SNIPPETS = [
    '''print([x * y for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(3)])
''',
    '''print({x: x ** 2 for x in range(3)}, {x % 2 for x in range(5)}, list(x for x in 'ab'))
''',
    '''print([x for x in range(10) if x % 2 if x > 3], [x if x else 'zero' for x in range(2)])
''',
    '''print([(x, y) for x, y in zip('ab', [1, 2])], [a for a, *b in ['xyz']], [b for a, *b in ['xyz']])
''',
    '''x = 'outer'
[x for x in range(3)]
print(x)
''',
    '''print([lambda: i for i in range(2)][0](), [(lambda i=i: i)() for i in range(2)])
''',
    '''print({k: v for k, v in [('a', 1), ('a', 2)]}, {**{k: 1 for k in 'a'}, 'b': 2})
''',
    '''print([1 / x for x in [1, 0]])
''',
    '''print([y for x in [[1, 2], [3]] for y in x], sum(x for x in range(4)), max((len(w), w) for w in ['a', 'bb']))
''',
    '''print([x for x in range(3) if (lambda v: v != 1)(x)], [f(2) for f in [lambda a: a + 1]])
''',
    '''def f():
    n = 2
    return [n * x for x in range(3)], {x: n for x in 'a'}
print(f())
''',
    '''class A:
    n = 3
    ok = [x for x in range(n)]
print(A.ok)
class B:
    n = 3
    bad = [n for x in range(2)]
''',
    '''print([*range(2), *[x for x in 'ab']], [(yield_) for yield_ in 'a'])
''',
    '''g = (x for x in [1, 2, 3])
print(next(g), list(g), list(g))
''',
    '''print([x async for x in y])
''',
    '''print([(i, j) for i in range(2) for j in range(2) if i != j for k in [i + j] if k])
''',
    '''print([[c for c in row if c != ' '] for row in ['a b', ' c']], [x for x in [1, 2] for x in [x, x * 10]])
''',
    '''print([print(x) for x in 'a'], any(print(x) for x in 'b'))
''',
    '''d = {x: [] for x in 'ab'}
d['a'].append(1)
print(d)
''',
    '''print(all(x < 3 for x in range(3)), ''.join(c.upper() for c in 'abc'), dict((c, i) for i, c in enumerate('ab')))
''',
    '''it = iter('abc')
print([(x, y) for x in it for y in it])
''',
    '''print([x for x in 5])
''',
]
def run(source):
    try:
        exec(source, {'__name__': 'snippet'})
    except Exception as e:
        print('->', type(e).__name__, ascii(str(e)))
for source in SNIPPETS:
    print('>>>', source.strip().splitlines()[0])
    run(source)
