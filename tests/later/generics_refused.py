"""PEP 695: what is refused in type parameters and type aliases, and where `type` is a name."""


def check(text):
    try:
        compile(text, 'f', 'exec')
        print('ok', repr(text))
    except SyntaxError as e:
        print(repr(text), '->', e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))


# A name like any other
for text in ('type = 3', 'type(x)', 'type[x] = 3', 'type.x = 3', 'type: int = 3', 'for type in x: pass', 'type',
             'type -x', 'match x:\n case type: pass', 'type x', 'type x y', 'type x[ = 3', 'type x if', 'type X: int = 3',
             'type X, Y = 3', 'type X.y = 3', 'async type X = 3'):
    check(text)

# Aliases
for text in ('type X = ', 'type X[] = int', 'type X[T, T] = int', 'type X = *a', 'type X = a, b', 'type __debug__ = 3',
             'type X[T: int, *Ts, **P] = 3', 'type\\\n X = 3', 'type X = 3; type Y = 4', 'if 1: type X = 3',
             'type type = type', 'type match = case', 'type _ = _', 'type X = lambda: (yield)', 'type X[T] = [T for T in z]'):
    check(text)

# Lists of parameters
for text in ('def f[](): pass', 'class C[]: pass', 'def f[1](): pass', 'class C[1]: pass', 'def f[T,](): pass',
             'def f[T,,](): pass', 'def f[T: x for x in y](): pass', 'def f[T = int](): pass', 'def f[T: *int](): pass',
             'def f[__debug__](): pass', 'class C[__debug__]: pass', 'def f[T, *T](): pass', 'def f[T](T): pass',
             'def f[T: int, U: T](): pass', 'def f[T] (x): pass', 'async def f[T](): pass', 'lambda[T]: 3',
             'def f[*T: int](): pass', 'def f[**T: (int, str)](): pass', 'class C[*T: int]: pass',
             'type C[**P: (int, str)] = 3', 'class A[T](T=3, T=4): pass'):
    check(text)

# What cannot be evaluated in these scopes
for text in ('type X = (yield)', 'type X = (yield from a)', 'type X = (a := 1)', 'type X = await x',
             'async def f():\n type X = await x', 'def f[T: (yield)](): pass', 'def f[T: (a := 1)](): pass',
             'def f[T: await x](): pass', 'def f[T](x: (yield)): pass', 'def f[T](x: (y := 1)): pass',
             'def f[T](x=(y := 1)): pass', 'class C[T]((yield)): pass', 'class C[T]((x := 3)): pass',
             'type X = [y := 1 for x in z]', 'def f[T: [y := 1 for x in z]](): pass',
             'class C[T]([y := 1 for x in z]): pass', 'def f[T]():\n nonlocal T',
             'def f[T]():\n def g():\n  nonlocal T\n  T = 1', 'def f[T]():\n global T'):
    check(text)
