# A call's only starred argument is looked into after its keywords; named keywords are merged in runs.
def log(x, *r): print('eval', x, *r); return x
def it(n):
    print('iter start'); yield from range(n); print('iter end')
def f(*a, **k): return a, k
print(f(*it(2), k=log(1)))
print(f(*it(2), *it(1), k=log(1)))
print(f(0, *it(2), k=log(1)))
print(f(*it(2), **log({'z': 1})))
class M:
    def keys(self): print('keys'); return ['p', 'q']
    def __getitem__(self, k): print('get', k); return k * 2
print(f(**M(), a=log(1), b=log(2), **log({'c': 3}), d=log(4)))
for src in ["f(**{'a': 1}, a=log(2), b=log(3))", "f(a=log(1), **{'a': 1}, b=log(3))", "f(*5, k=log(1))", "f(*5, **{1: 2})", "f(1, *5, k=log(1))", "f(*[1], **5)", "f(*5, **5)",
            "f(*None)", "len(*5)", "len(*[1, 2])", "print(*5)", "(lambda: 0)(*5)", "int(*5)", "f(**{'a': 1}, **{'a': 2})", "f(k=1, **{'k': 2}, **log({'z': 1}))", "f(**{1: 2})", "f(*(x for x in it(2)))", "f(*(1/0 for x in [1]), k=log(5))",
            "''.join(*5)", "[].append(*5)", "f.__call__(*5)", "type('X', *5)", "[*5]", "(*5,)", "{*5}", "{**5}", "f(1, *5)", "f(*5, 1)", "f(*5, *6)"]:
    try: print(src, eval(src))
    except Exception as e: print(src, type(e).__name__, e)
t = (1, 2)
class T(tuple): pass
print(f(*t)[0] is t, f(*T(t)), type(f(*T(t))[0]), f(*'ab'), f(*{'x': 1}), f(*{}), f(*[]), f(**{}))
class Bad:
    def __iter__(self): raise ValueError('bad')
class NoIter:
    __iter__ = None
for x in (Bad(), NoIter()):
    try: f(*x)
    except Exception as e: print(type(e).__name__, e)
