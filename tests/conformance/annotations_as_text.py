# `from __future__ import annotations`: annotations become text, in a normal form made from the tree.
EXPRESSIONS = r'''
(x  if y else  z)
-  1
(1,)
()
[1,2,  3]
{1:2, **k}
{1,*x}
f(a, *b, c=1, **d)
f(*a)
f(**a)
f()
a.b.c[1:2, ::3, ...]
"s" 'q'
b'x'
1_000
0xff
1e3
3j
lambda x, /, y=1, *a, z, w=2, **k: x
[i for i in x if y if z for j in k]
{i: j for i, j in x}
{i for i in x}
(i for i in x)
[i for (i) in x]
[i for i, in x]
[i for i in (a if b else c)]
[i for i in x if (lambda: 1)]
[i for i in x if (a if b else c)]
not a and b or c
(a or b) and c
a < b <= c is not d not in e
a is b in c == d != e > f >= g
f"{a}b{c!r:>{w}}{{}}"
a ** -b ** c
(a + b) * c - (d - e)
a @ b // c % d << e >> f & g ^ h | i / j
~-+a
(-1) ** 2
None
True
False
...
a[b,]
a[(b, c)]
a[*b]
a[*b, c]
x[1:]
x[:1]
x[:]
x[::]
x[::1]
1 .real
1.5.real
1j.real
(-1).real
(lambda: 1)()
(a if b else c) if d else e
a if (b if c else d) else e
a if b else c if d else e
{}
1e400
-1e400
1e400j
1e400 + 1e400j
(not a) == b
not (a == b)
a.b[c](d).e
(a, b)[0]
{*()}
[*a, b]
(*a, b)
f(i for i in x)
f((i for i in x), 1)
u"x"
'\n\t\'"\r\0\x7f'
"it's"
f"{x!s}"
f'{x=}'
f'{x = }'
f'{x=!s:>5}'
f"{'a'}"
f"{x:{y}}"
f"{x:>{y}.{z}}"
f"a" "b"
"a" f"b{c}"
f"it's {x}"
f"it's \"{x}\""
f'{x}"'
f"\n{x}\\"
x[lambda: 1]
[lambda: 1]
(lambda: 1) if a else b
a if b else lambda: 1
a if (lambda: 1) else b
lambda *, a: 1
lambda *a: 1
lambda a, b=2, /: 1
lambda a, b=2, /, c=3: 1
lambda a=(1, 2), *, b=lambda: 1, c, **d: (yield_)
lambda: (a, b)
lambda: lambda: 1
a[b:c, d]
a[:, ]
a[()]
a[(b:=1) if 0 else 2] if 0 else 1
((a, b), c)
(a < b) < c
a < (b < c)
a < (b, c)
a - (b - c)
(a ** b) ** c
a ** b ** c
-(a ** b)
-a ** b
(-a) ** b
2 ** -1
2 ** (not a)
2 ** (a if b else c)
a and b and c
a and (b and c)
(a and b) and c
a or b and c or d
not not a
not (a and b)
-(not a)
- -a
(not a) + b
f"{(lambda: 1)}"
f"{ {1:2} }"
f"{ {i for i in x} }"
f"{a if b else c}"
f"{a, b}"
f"{a!r}{b!a}"
f""
f"{{"
10**100
1.0
1e16
1e22
1e-7
0.1
123456789012345678901234567890
0o17
0b11
b"\xff'"
"\u1234\ud800é😀"
f"{a:b{c:d}}"
f(a for a in b)(c)[d]
f(x)(y)
a.b
(a).b
(a + b).c
(a + b)[c]
(a + b)(c)
(await_).x
{a: b, c: d}
{a: lambda: 1}
{(a, b): (c, d)}
{**a, 'b': 1}
{**a or b}
[*a or b]
f(*a or b, **c or d)
f(*a, b, *c, d=1)
f(a, b=(c, d))
f((yield_))
print(*[1], **{'x': 2})
a[b][c]
a[b:c]
a[b:c:d]
a[-1:]
a[b if c else d:e]
a[b, c:d]
a[lambda: 1:2]
a % b
a %(b, c)
a << b << c
a << (b << c)
(a | b) & c
a | b & c
a ^ b
(a == b) == c
(a == b) and c
(a, )
(a, b, )
(yield_, )
"a".b
"a" "b".c
1 if True else "x"
List["int"]
Dict[str, List[int]]
Callable[..., int]
Callable[[int, str], None]
Optional[a.b.C]
int | None
Literal['a', "b\n"]
'%s' % x
x if x else (y, z)
'''.strip().split("\n")


def annotation(source):
    names = {}
    exec(f"from __future__ import annotations\ndef f(x: {source}): pass", names)
    return names["f"].__annotations__["x"]


for source in EXPRESSIONS:
    try:
        print(ascii(annotation(source)))
    except SyntaxError as e:
        print(source, "SyntaxError:", e.msg)

for source in "(x := 1)", "[x := 1]", "f(x := 1)", "(yield)", "(await x)", "[(yield) for x in y]", "lambda: (yield)":
    try:
        print(annotation(source))
    except SyntaxError as e:
        print(source, "SyntaxError:", e.msg)

names = {}
exec('''from __future__ import annotations
x: list [ int ] = 1
y: "quoted"
(z): int = 1
class A:
    y: "str"
    z: (u, v) = 2
    __private: Optional [ __private ]
    def g(self, *args: int, k: (1, ), **kw: str) -> A . B: pass
def h(*args: *Ts): pass
def long(x:
         (a +
          b)): pass
''', names)
print(names["__annotations__"], names["A"].__annotations__)
print(names["A"].g.__annotations__)
print(names["h"].__annotations__, names["long"].__annotations__)
