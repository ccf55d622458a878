# Loops: else, break and continue in nested blocks, changing what is iterated.
SNIPPETS = [
    '''for i in range(3):
    if i == 1: continue
    print(i)
else: print('else')
''',
    '''for i in range(3):
    if i == 1: break
else: print('never')
print('i is', i)
''',
    '''for i in []: pass
else: print('else of empty')
print('i' in globals())
''',
    '''n = 3
while n:
    n -= 1
    if n == 1: continue
    print(n)
else: print('else', n)
''',
    '''x = [1, 2, 3]
for v in x:
    print(v)
    if v == 2: x.remove(1)
''',
    '''x = [1]
for v in x:
    if len(x) < 4: x.append(v * 2)
print(x)
''',
    '''d = {1: 1}
for k in d: d[k + 1] = 1
''',
    '''d = {1: 1, 2: 2}
for k in d: del d[k]
''',
    '''s = {1, 2}
for v in s: s.add(v + 10)
''',
    '''for i in range(2):
    for j in range(2):
        if j: break
        print(i, j)
    else: print('inner else')
    continue
''',
    '''for i, (j, *k) in [(1, (2, 3, 4)), (5, [6])]: print(i, j, k)
''',
    '''class A: pass
a, l = A(), [0]
for a.x in range(2): pass
for l[0] in 'ab': pass
print(a.x, l)
''',
    '''for x in (yield_ for yield_ in 'ab'): print(x, end=' ')
print(x)
''',
    '''i = 10
for i in range(i): pass
print(i)
''',
    '''def f():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally: print('f', i)
    else: print('no')
    return i
print(f())
''',
    '''while True:
    try: break
    finally: print('finally before break')
''',
    '''it = iter([1, 2, 3, 4])
for x in it: print(x, next(it, None))
''',
    '''for x in 5: pass
''',
    '''for x, y in [1]: pass
''',
    '''for x, y in [(1, 2, 3)]: pass
''',
    '''while 0: print('never')
else: print('else of false')
''',
    '''for _ in range(3): pass
for _ in range(0): print('never')
print(_)
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
