# Generator expressions: what is evaluated when, and what they close over.
def trace(x):
    print('eval', x, end='; ')
    return x
g = (trace(i) for i in trace([1, 2]) if trace(i > 1))
print('made')
print(list(g))
x = 1
late = (x for _ in range(2))
x = 2
print(list(late))
def f(n):
    return (n + i for i in range(n))
a, b = f(2), f(3)
print(next(a), next(b), list(a), list(b))
print(sum(i * j for i in range(3) for j in range(i)), [list(j for j in range(i)) for i in range(3)], dict((k, v) for k, v in zip('ab', (1, 2))), max((len(w), w) for w in ['a', 'bbb', 'cc']), ''.join(c for c in 'abc' if c != 'b'))
nested = ((i, (j for j in range(i))) for i in range(3))
print([(i, list(js)) for i, js in nested])
def raising():
    return (1 // i for i in [1, 0, 2])
r = raising()
print(next(r))
try:
    next(r)
except ZeroDivisionError as e:
    print(e)
print(list(r), r.gi_frame)
try:
    list((yield_ for yield_ in (i for i in 5)))
except TypeError as e:
    print(e)
for source in ('(yield x for x in y)', '[(yield 1) for x in y]', '(await x for x in y)', 'f(x for x in y, 1)', 'f(1, x for x in y)', 'f(x for x in y)', 'class A(x for x in y): pass', 'def f(): (x async for x in y)', 'f(*x for x in y)', '(x for x in y) = 1', '(*x for x in y)', '[*x for x in y]', '{**x for x in y}', '(x for x in *y)', '[x, y for x in y]', '[x for x in 1, 2]', '[x for x in lambda: 1, 2]', '[x if y for x in z]', '[x for x in y else 1]', '{x: y, z for x in y}'):
    try:
        compile(source, '', 'exec')
        print('fine:', source)
    except SyntaxError as e:
        print(source, '->', e.msg)
