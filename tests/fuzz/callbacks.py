"""Operations on containers which are changed, meanwhile, by the methods of their items and arguments."""

import random

SIZE = 200

PRELUDE = '''\
from collections import deque

n_calls = 0


class Stop(Exception):
    pass


class Item:
    """Calls `change` in each of its methods; equals, hashes and counts as the number `v`."""

    def __init__(self, v):
        self.v = v
        self.change = int

    def run(self):
        global n_calls
        n_calls += 1
        if n_calls > 60:
            raise Stop
        self.change()

    def __eq__(self, o):
        self.run()
        return self.v == (o.v if isinstance(o, Item) else o)

    def __lt__(self, o):
        self.run()
        return self.v < (o.v if isinstance(o, Item) else o)

    def __hash__(self):
        self.run()
        return self.v

    def __index__(self):
        self.run()
        return self.v

    def __len__(self):
        return 4  # CPython asks more often than is worth copying

    def __iter__(self):
        for i in range(4):
            self.run()
            yield i

    def __bool__(self):
        self.run()
        return bool(self.v)

    def __repr__(self):
        self.run()
        return f'<{self.v}>'

    def __format__(self, spec):
        self.run()
        return 'formatted'

    def __getitem__(self, i):
        self.run()
        if i > 3:
            raise IndexError
        return i

    def __add__(self, o):
        self.run()
        return self.v

    def __radd__(self, o):
        self.run()
        return self.v

    def __call__(self, *args):
        self.run()
        return self.v

    def keys(self):
        self.run()
        return ['k1', 'k2']


def delete(d, k):
    del d[k]


def show(n, source, operate):
    global n_calls
    n_calls = 0
    item = None
    try:
        result, container, item = operate()
        item.change, n_calls = int, -1000
        text = repr((result, container))
    except Stop:
        text = 'endless'
    except Exception as e:
        n_calls = -1000
        text = f'{type(e).__name__}: {e}' if '<' not in str(e) else type(e).__name__
    print(n, source, '->', ascii(text[:300]), len(text))


'''

# By the name of the container: what makes it, what changes it, what is done to it with E, the item.
KINDS = {
    'l': (['[1, 2, 3]', '[3, 1, 2, 1, 5]', '[]', '[1, E, 3]', '[E, E]', 'list(range(12))'],
          ['l.clear()', 'l.append(9)', 'l.pop() if l else 0', 'l.extend([7] * 50)', 'l.insert(0, 8)', 'l.reverse()', 'l.__init__()',
           'l.__init__([5, 6])', 'l.__delitem__(slice(0, 1))', 'l.__delitem__(slice(-1, None))'],
          ['l.index(E)', 'l.count(E)', 'E in l', 'l == [1, E, 3]', 'l < [1, 1, E]', 'l.sort()', 'l.sort(key=lambda x: E())',
           'l[E]', 'l.__setitem__(E, 5)', 'l.__delitem__(E)', 'l[E:]', 'l[:E]', 'l.__setitem__(slice(E, None), [1, 2])',
           'l.__setitem__(slice(0, 2), E)', 'l.__delitem__(slice(E, 9))', 'l.insert(E, 5)', 'l.pop(E)', 'l.extend(E)', 'l.__iadd__(E)',
           'l * E', 'l.__imul__(E)', 'sorted(l, key=lambda x: E())', 'list(map(E, l))', 'list(filter(E, l))', 'min(l, key=E)',
           'sum(l, E)', '[x for x in l if E]', 'any(E for x in l)', 'repr(l)', 'list(zip(l, E))', 'list(enumerate(l, E))', 'max(E, *l)',
           'l.index(3, E)', '"".join(str(x) for x in l)', '"%s %s" % (E, l)', 'f"{E} {l}"', 'l.copy() == E', 'set(l)', 'bytes(l)',
           'bytearray(l)', '[*l, *E]', 'l.__gt__([0, E])', 'slice(E, E, E).indices(E)', 'range(E, 5, E)', 'tuple(l) == (1, E, 3)',
           'hash((E, 1))', 'l.extend(x for x in E)', 'list(reversed(l)) + [E()]', 'print(*l, E, sep="", end="")']),
    'd': (['{1: 2, "a": 3}', '{}', '{1: E, 2: E}', '{i: i for i in range(6)}', 'dict(a=1, b=E)'],
          ['d.clear()', 'd.update({i: i for i in range(40)})', 'd.pop(1, 0)', 'd.popitem() if d else 0', 'd.setdefault(77, 1)',
           'd.__init__(a=1)', 'd.update(zz=1)', 'd.pop("a", 0)'],
          ['d[E]', 'd.__setitem__(E, 5)', 'd.get(E)', 'd.pop(E, None)', 'd.setdefault(E, 3)', 'E in d', 'd == {1: E, "a": 2}', 'd.update(E)',
           'd.update([(E, 1)])', 'd | {E: 1}', 'd.__ior__([(E, 2)])', 'dict(d, z=E)', 'repr(d)', 'E in d.values()', '(1, E) in d.items()',
           'd.keys() & {E}', 'd.keys() == {1, E}', 'd.keys() <= {E, 1, 2}', 'd.keys().isdisjoint([E])', '{**d, E: 1}', 'dict.fromkeys(E)',
           '[k for k in d if E]', 'list(map(E, d))', 'd.copy() == {E: 1}', 'delete(d, E)', 'sorted(d, key=lambda k: E())',
           '"{a}".format(**d)', 'dict([E, E])', 'any(E == k for k in d)', 'max(d, key=lambda k: E())']),
    's': (['{1, 2, 3}', 'set()', 'set(range(7))', '{1, "x"}'],
          ['s.clear()', 's.update(range(40))', 's.discard(1)', 's.pop() if s else 0', 's.add(99)', 's.__init__([1, 2])'],
          ['s.add(E)', 's.discard(E)', 's.remove(E)', 'E in s', 's == {1, E}', 's | {E}', 's & {E, 1}', 's - {E}', 's ^ {E}', 's.union(E)',
           's.intersection(E)', 's.difference(E)', 's.update(E)', 's.update([E])', 's.difference_update([E, 1])', 's.issubset([E])',
           's <= {E, 1}', 'frozenset([E, 1]) == s', 'set(E)', 'repr(s)', '[x for x in s if E]', 'sorted(s, key=lambda x: E())',
           's.__ior__({E})', 's.__iand__({E, 2})', 's.__isub__({E})', 'list(map(E, s))', 'min(s, key=lambda x: E())']),
    'b': (['bytearray(b"hello world")', 'bytearray()', 'bytearray(3)'],
          ['b.clear()', 'b.extend(b"xyz" * 30)', 'b.pop() if b else 0', 'b.insert(0, 65)', 'b.__delitem__(slice(0, 1))', 'b.reverse()'],
          ['b[E]', 'b.append(E)', 'b.insert(0, E)', 'b.extend(E)', 'b.pop(E)', 'b.remove(E)', 'b[E:]', 'b.__delitem__(slice(E, 9))',
           'b.__delitem__(E)', 'b * E', 'b.__imul__(E)', 'b.join([b"x", bytes(E)])', 'bytearray(E)', 'bytes(E)',
           'bytes(b)[E]', 'b.__iadd__(bytes([E]))', 'int.from_bytes(E, "big")', 'b"%d" % E', '[x for x in b if E]', 'sum(b, E)',
           'b.__eq__(E)', 'b.zfill(E)', 'b.center(E)']),
    'q': (['deque([1, 2, 3])', 'deque()', 'deque([1, E], 5)', 'deque(range(5), 5)'],
          ['q.clear()', 'q.append(9)', 'q.pop() if q else 0', 'q.popleft() if q else 0', 'q.rotate(1)', 'q.extend([7] * 50)',
           'q.appendleft(3)'],
          ['q.extend(E)', 'q.extendleft(E)', 'q[E]', 'q.__setitem__(E, 3)', 'q.__delitem__(E)', 'q.rotate(E)', 'q * E', 'q.__imul__(E)',
           '[x for x in q if E]', 'deque(E)', 'deque(q, E)', 'sorted(q, key=lambda x: E())', 'list(map(E, q))', 'q.__iadd__(E)']),
}


def generate(seed, size):
    pick, lines = random.Random(seed).choice, []
    for n in range(size):
        lines += operation(n, pick)
    return PRELUDE + '\n'.join(lines) + '\n'


def operation(n, pick):
    """What the n-th operation is made of, in lines."""
    name = pick('lldddssbbq')
    made, changes, operations = KINDS[name]
    init, change, operation, v = pick(made), pick(changes), pick(operations), pick([0, 1, 1, 2, 3, -1, 7])
    once = pick(['', '', 'done or done.append(1) or ']) if name not in 'ds' else 'done or done.append(1) or '
    source = f"{name} = {init}; E = {v}; {'once ' if once else ''}{change}: {operation}"
    return [f'def t{n}():', f'    E, done = Item({v}), []', f'    {name} = {init}', f'    E.change = lambda: {once}{change}',
              f'    return {operation}, {name}, E', '', '', f'show({n}, {source!a}, t{n})']
