# Qualified names of functions inside comprehensions have no <locals> of these.
def f():
    return [lambda: 0 for _ in 'a'], {(lambda: 0) for _ in 'a'}, {1: lambda: 0 for _ in 'a'}, list((lambda: 0) for _ in 'a'), [[lambda: 0 for _ in 'a'] for _ in 'a'], [[[(lambda: (lambda: 0)) for _ in 'a'] for _ in 'a'] for _ in 'a']
def names(x):
    if isinstance(x, (list, tuple, set)):
        for y in x: names(y)
    elif isinstance(x, dict): names(list(x.values()))
    else: print(x.__qualname__, x.__code__.co_qualname)
names(f())
names([lambda: 0 for _ in 'a'])
class C:
    x = [lambda: 0 for _ in 'a']
    y = lambda: [lambda: 0 for _ in 'a']
    def m(self): return [lambda: 0 for _ in 'a']
    g = (lambda: 0 for _ in 'a')
names(C.x); names(C.y()); names(C().m()); print(C.g.__qualname__, C.g.gi_code.co_qualname); names(list(C.g))
def outer():
    global inner
    def inner(): return [lambda: 0 for _ in 'a']
    class K:
        global glob
        def glob(): pass
        z = [lambda: 0 for _ in 'a']
    return K
K = outer()
names(inner); names(inner()); names(glob); names(K.z); print(K.__qualname__)
lam = lambda: (lambda: (x for x in 'a'))
print(lam.__qualname__, lam().__qualname__, lam()().__qualname__)
