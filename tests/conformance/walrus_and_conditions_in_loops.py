# Assignment expressions in while, if, comprehensions and calls; what they bind and where.
data = iter([3, 1, 0, 7])
while (n := next(data, None)) is not None and n:
    print('n', n)
print(n)
if (m := len('hello')) > 3 and (k := m * 2) > 5: print(m, k)
print([y := 1, y ** 2], (z := 5), f'{(w := 3)}', {(u := 'key'): u}, [last := v for v in 'abc'], last, (lambda: (inner := 4) + inner)())
def f():
    if any((bad := x) < 0 for x in [1, -2, 3]): return bad
print(f())
def g(lines): return [cleaned for line in lines if (cleaned := line.strip())]
print(g([' a ', '', 'b ']), 'cleaned' in globals())
total = 0
print([total := total + x for x in range(5)], total)
class C:
    a = (b := 5) + 1
    def m(self, default=(d := 7)): return default
print(C.a, C.b, C.d, C().m())
print((a := 1, b := 2) if False else 'unparenthesised tuple', (c := 1, 2), c)
x = 5
print((x := x + 1) + x, x, [x := 10, x], x)
def h():
    global counter
    return (counter := counter + 1)
counter = 0
h(), h()
print(counter)
def nonlocals():
    v = 1
    def inner(): 
        nonlocal v
        return (v := v + 10)
    return inner(), v
print(nonlocals())
import re
for text in ('k=v', 'nothing', 'a=b=c'):
    if match := re.match(r'(\w+)=(.*)', text): print(match.groups())
    elif not (length := len(text)) % 7: print('length', length)
print((lambda a, b=(dflt := 3): a + b)(1), dflt, not (t := 0), t, -(s := 4), s, (r := [1])[0], [*(p := (1, 2))], p)
