# copy: what is copied, what is shared, what is its own copy; memos, hooks and reductions.
import copy
import copyreg
import weakref

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

p = Point([1], {'k': (2, [3])})
p.me = p
shallow, deep = copy.copy(p), copy.deepcopy(p)
print(type(shallow) is Point, vars(shallow) == vars(p), shallow.x is p.x, shallow.me is p)
print(deep.x, deep.x is p.x, deep.y, deep.y['k'][1] is p.y['k'][1], deep.me is deep, list(vars(deep)))
for v in [None, 1, 2**70, 1.5, 1j, 'text', b'b', (), (1, 'a'), frozenset([1]), range(3), int, len, print, Point, Point.__init__, ..., NotImplemented, weakref.ref(Point), copy.copy.__class__, property()]:
    if copy.copy(v) is not v or copy.deepcopy(v) is not v and not isinstance(v, frozenset):
        print('copied', v)
items = [1, [2], {'a': [3]}, {4}, (5, [6]), (7, 8), bytearray(b'b')]
once, twice = copy.copy(items), copy.deepcopy(items)
print(once == items, once is items, all(a is b for a, b in zip(once, items)))
print(twice == items, [a is b for a, b in zip(twice, items)], twice[4][1] is items[4][1])
for v in [1, 2], {1: 2}, {1, 2}, bytearray(b'x'):
    c = copy.copy(v)
    print(type(c).__name__, c == v, c is v)
shared = []
a, b = copy.deepcopy([shared, shared])
print(a is b, a is shared)
loop = []
loop.append((loop, {'loop': loop}))
c = copy.deepcopy(loop)
print(c[0][0] is c, c[0][1]['loop'] is c, c is loop)

class Hooks:
    def __copy__(self):
        return 'shallow'
    def __deepcopy__(self, memo):
        return ['deep', type(memo).__name__]
print(copy.copy(Hooks()), copy.deepcopy([Hooks()]))
class State:
    def __init__(self):
        self.a = [1]
    def __getstate__(self):
        return [self.a, 2]
    def __setstate__(self, state):
        self.state = state
print(vars(copy.copy(State())), vars(copy.deepcopy(State())))
class Slots:
    __slots__ = 'a', 'b', '__dict__'
s = Slots()
s.a, s.c = [1], [2]
for c in copy.copy(s), copy.deepcopy(s):
    print(c.a, c.a is s.a, hasattr(c, 'b'), c.c, c.c is s.c)
class Items(list):
    pass
class Names(dict):
    pass
i = Items([[1], 2])
i.note = [3]
n = Names(a=[1])
n.note = i
for c in copy.copy(i), copy.deepcopy(i):
    print(type(c).__name__, c, c[0] is i[0], c.note, c.note is i.note)
for c in copy.copy(n), copy.deepcopy(n):
    print(type(c).__name__, c, c['a'] is n['a'], c.note, c.note is n.note)
class Number(int):
    pass
class New:
    def __new__(cls, a, *, b):
        self = super().__new__(cls)
        self.args = a, b
        return self
    def __getnewargs_ex__(self):
        return (self.args[0],), {'b': self.args[1]}
v = New([1], b=[2])
print(type(copy.copy(Number(5))).__name__, copy.deepcopy(Number(5)) + 1, copy.copy(v).args[0] is v.args[0], copy.deepcopy(v).args, copy.deepcopy(v).args[0] is v.args[0])
class Reduced:
    def __init__(self, *args):
        self.args = args
    def __reduce__(self):
        return self.args
for result in [(int, ('5',)), (list, (), None, iter([[1]])), (dict, (), None, None, iter([(1, [2])])), (Point, (1, 2), {'z': 3}), (Slots, (), (None, {'b': 4})), (Point, (1, 2), ({'z': 3}, {'w': 4}))]:
    c = copy.copy(Reduced(*result))
    print(type(c).__name__, getattr(c, '__dict__', c), getattr(c, 'b', None))
class Name:
    def __reduce__(self):
        return 'a name'
name = Name()
print(copy.copy(name) is name, copy.deepcopy(name) is name)
copyreg.pickle(Point, lambda p: (Point, ('table', p.x)))
print(copy.copy(p).x, copy.deepcopy(p).y is p.x, copy.copy(p).y is p.x)
del copyreg.dispatch_table[Point]
method = p.__init__
other = copy.deepcopy(p.__init__)
print(other.__func__ is method.__func__, other.__self__ is p, copy.copy(method).__self__ is p)

memo = {}
first = copy.deepcopy(shared, memo)
print(copy.deepcopy(shared, memo) is first, memo[id(shared)] is first, memo[id(memo)][0] is shared, len(memo))
print(copy.deepcopy([1, 'x'], {id('x'): 'put in', id(1): 'too'}))
for v in [(i for i in ()), Reduced(), Reduced(5), Reduced(int, 5)]:
    for function in copy.copy, copy.deepcopy:
        try:
            print(function(v))
        except TypeError as e:
            print('TypeError')
deep = []
for _ in range(100000):
    deep = [deep]
try:
    copy.deepcopy(deep)
except RecursionError:
    print('RecursionError')
grows = {}
class Grows:
    def __deepcopy__(self, memo):
        grows[len(grows)] = 1
grows['g'] = Grows()
grows['h'] = 1
try:
    copy.deepcopy(grows)
except RuntimeError as e:
    print(e)
print(copy.Error, copy.error is copy.Error, copy.__all__)
