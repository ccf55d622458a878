# Keys that lie in a set or dict are not asked for their hash again when they go to another.
class Key(int):
    n_hashes = 0

    def __hash__(self):
        Key.n_hashes += 1
        return int(self)


def hashes(action):
    before = Key.n_hashes
    result = action()
    return Key.n_hashes - before, len(result)


keys = [Key(n) for n in range(10)]
d = dict.fromkeys(keys)
s = set(keys[:5])
for action in (lambda: set(d), lambda: frozenset(d), lambda: s.difference(d), lambda: s - set(d), lambda: s | s,
               lambda: dict.fromkeys(s), lambda: dict.fromkeys(frozenset(s), 1), lambda: dict(d), lambda: {**d}, lambda: s.copy()):
    print(hashes(action))


class Clearing:
    def __init__(self, other):
        self.other = other

    def __hash__(self):
        return 0

    def __eq__(self, o):
        self.other.clear()
        return False


other = {n: 0 for n in range(1, 50)}
other[Clearing(other)] = 0
try:
    {Clearing(other): 0, 1: 1}.update(other)
except RuntimeError as error:
    print(error)


class WithNew(list):
    def __new__(cls, items, tag=None):
        made = super().__new__(cls, items)
        made.tag = tag
        return made


print(WithNew('ab', tag=3), WithNew('ab', tag=3).tag)
try:
    list.__new__(list).__init__(tag=1)
except TypeError as error:
    print(error)
