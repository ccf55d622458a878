# Comprehension variables do not leak, walrus targets do; the first iterable is evaluated outside.
i = 'untouched'
print([i for i in range(3)], i, {i: j for i, j in [(1, 2)]}, i, {i for i in 'a'}, list(i for i in 'b'), i)
print([last := n for n in range(4)], last)
def f():
    total = 0
    r = [total := total + n for n in range(5)]
    return r, total
print(f())
def g():
    return [j for k in range(2) if (j := k * 10) or True], j
print(g())
class C:
    try:
        items = [1, 2]
        doubled = [n * 2 for n in items]
        bad = [n * len(items) for n in items]
    except NameError as e:
        print(e)
print(C.doubled)
for source in ('[i := 0 for i in range(3)]', '[[i := 0 for j in range(3)] for i in range(3)]', '[j for j in (k := [1])]', 'class A: x = [(y := 1) for _ in [1]]', '[x for x in y := [1]]', '(i := 1) = 2', 'f(a := 1, b=(c := 2))', 'x := 1', '(x.y := 1)', 'lambda: (x := 1)', '[i for i in range(3) if (i := 1)]', 'def f(x=(y := 1)): pass', '{(a := 1): (b := 2)}', '{a := 1: 2}', 'f"{(a := 1)} {a:=5}"', 'del (x := 1)', 'with (a := open): pass', 'assert (x := 1)', '(x := 1, 2)', 'for (x := 1) in y: pass'):
    try:
        compile(source, '<test>', 'exec')
        print('fine:', source)
    except SyntaxError as e:
        print(source, '->', e.msg, e.offset)
funcs = [lambda: n for n in range(3)]
print([h() for h in funcs], [h() for h in [lambda n=n: n for n in range(3)]])
gen = (x for x in print('evaluated at once') or [1])
try:
    (x for x in 5)
except TypeError as e:
    print(e)
