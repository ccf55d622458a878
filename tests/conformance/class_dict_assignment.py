# Instance and class __dict__: replacing, sharing, mapping proxies.
class A:
    x = 1
a = A()
a.__dict__ = {'p': 1, 'x': 'own'}
print(a.p, a.x, vars(a))
shared = {}
b, c = A(), A()
b.__dict__ = c.__dict__ = shared
b.q = 7
print(c.q, shared, b.__dict__ is shared)
for value in (5, None, [], A.__dict__):
    try:
        a.__dict__ = value
    except TypeError as e:
        print(e)
del a.__dict__
print(a.__dict__, hasattr(a, 'p'))
class D(dict):
    def __getitem__(self, key): return 'never asked'
a.__dict__ = D(k='stored')
print(a.k, type(a.__dict__).__name__)
proxy = A.__dict__
print(type(proxy).__name__, proxy['x'], 'x' in proxy)
A.y = 2
print(proxy['y'])
for statement in ('proxy["x"] = 1', 'del proxy["x"]', 'A.__dict__ = {}', 'proxy.clear()', 'proxy | 5'):
    try:
        exec(statement)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class Slots:
    __slots__ = ()
try:
    Slots().__dict__
except AttributeError as e:
    print(e)
try:
    vars(Slots())
except TypeError as e:
    print(e)
