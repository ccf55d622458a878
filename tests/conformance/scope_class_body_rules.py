# Names in a class body: locals, then globals, never the enclosing function's after an assignment... and what comprehensions see.
x = 'global'
def outer():
    x = 'outer'
    class A:
        y = x
        def f(self): return x
    class B:
        print('before', x)
        x = 'class B'
        print('after', x)
        l = [x for _ in 'a']
        m = [i for i in [x]]
        g = (lambda: x)()
        def f(self): return x
    class C:
        global x
        x = 'set by C'
    class D:
        nonlocal_seen = x
        def g(self):
            nonlocal x
            x = 'changed by D'
    print(A.y, A().f(), B.x, B.l, B.m, B.g, B().f())
    D().g()
    print(x, D.nonlocal_seen)
outer()
print(x)
class E:
    a = 1
    b = [a for _ in range(1)] if False else 'skipped'
    try:
        c = [a for _ in range(1)]
    except NameError as e:
        c = str(e)
    d = [i for i in range(a)]
    def method(self, default=a): return default
    class Inner:
        try:
            q = a
        except NameError as e:
            q = str(e)
print(E.b, E.c, E.d, E().method(), E.Inner.q)
class F:
    x = x
    locals()['injected'] = 5
    print(injected, sorted(k for k in vars() if not k.startswith('__')))
    del x
    print(x)
print(F.x if hasattr(F, 'x') else 'no x')
def param_default(x=x, y=[x for _ in 'ab']): return x, y
print(param_default())
