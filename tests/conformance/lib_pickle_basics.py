# pickle: round trips of built-in types and instances, at every protocol; shared objects stay shared.
import pickle

values = [None, True, 0, -1, 255, 65536, 2 ** 40, -2 ** 100, 1.5, float('inf'), 'text é\U0001f600', b'\x00\xff', bytearray(b'ab'),
          (), (1,), (1, 2, 3, 4), [], [1, [2]], {}, {'a': {1: 2}}, set(), {1, 2}, frozenset('a'), 1 + 2j, range(1, 9, 2), slice(1, 2), Ellipsis, NotImplemented, int, len, print]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(protocol, all(pickle.loads(pickle.dumps(v, protocol)) == v for v in values))

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

class Slots:
    __slots__ = 'a', 'b'

class State(Point):
    def __getstate__(self):
        return {'only': self.x}
    def __setstate__(self, state):
        self.restored = state

class Newargs(tuple):
    def __new__(cls, a, *, b=0):
        self = super().__new__(cls, (a, b))
        return self
    def __getnewargs_ex__(self):
        return (self[0],), {'b': self[1]}

shared = [1]
s = Slots()
s.a = 5
for protocol in range(2, 6):
    p, q, t, st, n = pickle.loads(pickle.dumps([Point(shared, 2), shared, s, State(3, 4), Newargs(7, b=8)], protocol))
    print(p == Point([1], 2), p.x is q, t.a, hasattr(t, 'b'), vars(st), n, type(n).__name__)
loop = {}
loop['self'] = loop
back = pickle.loads(pickle.dumps(loop))
print(back['self'] is back)
for bad in (lambda: 0, (i for i in ()), open(__file__)):
    try:
        pickle.dumps(bad)
    except Exception as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])
for data in (b'', b'garbage', pickle.dumps([1, 2])[:-1], b'cno_such_module\nx\n.'):
    try:
        pickle.loads(data)
    except Exception as e:
        print(type(e).__name__, e)
