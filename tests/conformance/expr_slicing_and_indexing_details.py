# Indexing and slicing of every sequence, assignment and deletion through slices.
SNIPPETS = [
    '''l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::3], l[::-3], l[-3:-1], l[5:2], l[100:], l[-100:2], l[1:8:2])
''',
    '''l = [1, 2, 3, 4]
l[1:3] = 'xyz'
print(l)
l[::2] = [0, 0, 0]
print(l)
''',
    '''l = [1, 2, 3]
l[::2] = [1]
''',
    '''l = [1, 2, 3]
l[1:1] = [9, 9]
l[len(l):] = [7]
l[:0] = (5,)
print(l)
del l[::2]
print(l)
del l[:]
print(l)
''',
    '''l = [1, 2]
l[0:1] = 5
''',
    '''l = [1, 2]
l[5] = 1
''',
    '''l = [1, 2]
l['a']
''',
    '''t = (1, 2, 3)
t[0] = 1
''',
    '''s = 'abc'
s[0] = 'x'
''',
    '''s = 'hello'
print(s[1], s[-1], s[1:3], s[::-1], s[:-1], s[10:], s[slice(1, None, 2)])
''',
    ''''abc'[3]
''',
    '''b = b'abc'
print(b[0], b[0:1], b[::-1])
b[0] = 1
''',
    '''d = {(1, 2): 'tuple key', slice: 'class'}
print(d[1, 2], d[slice])
d[1]
''',
    '''{}[[]]
''',
    '''{}[1:2]
''',
    '''x = [[1, 2], [3, 4]]
print(x[1][0], x[-1][-1], [r[0] for r in x], x[0][:1] + x[1][1:])
x[0][1] = 'set'
del x[1][0]
print(x)
''',
    '''r = range(10)
print(r[2], r[-1], r[2:8:3], r[::-1])
r[0] = 1
''',
    '''5[0]
''',
    '''None['a']
''',
    '''print([1, 2, 3][True], (1, 2)[False], 'ab'[-True])
''',
    '''[1, 2][1.0]
''',
    '''[1, 2][None]
''',
    '''l = [1, 2, 3]
l[1], l[2] = l[2], l[1]
l[-1] += 10
print(l)
''',
    '''l = [0] * 3
i = 0
i, l[i] = 1, 'here'
print(i, l)
''',
    '''class A:
    def __getitem__(self, k): return k
a = A()
print(a[1], a[1, 2], a[1:2], a[1:2, 3], a[...], a[()], a[:, ::2], a[None:], a['k'])
''',
    '''class A: pass
A()[0]
''',
    '''class A: pass
A()[0] = 1
''',
    '''class A: pass
del A()[0]
''',
    '''del [1, 2][5]
''',
    '''memoryview(b'abc')[1:].tobytes()[0]
print(memoryview(b'abc')[1:][0])
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
