# Tuples as keys of dicts and items of sets: equal ones of other objects, items that are equal by == alone, equal hashes.
nan = float('nan')


class Item:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        seen.append(self.n)
        return isinstance(other, Item) and self.n == other.n


class Pair(tuple):
    def __eq__(self, other):
        seen.append('pair')
        return tuple.__eq__(self, other)

    __hash__ = tuple.__hash__


seen = []
text = 'x' * 3
keys = [(), (1,), (1, 2), (2, 1), ('xxx', 1), (b'x', 1), (1.5,), (nan,), ((1, 2), 3), ((1, (2, 'a')),), (None, True), (2 ** 70, -1), (-2,),
        (-1,), ('ä€😀',), (Item(1), 2), (Item(2), 2), Pair((7, 8))]
same = [tuple([]), (True,), (1.0, 2), (2, 1.0), (text, 1), (bytes([120]), 1), (3 / 2,), (nan,), ((1.0, 2), 3), ((True, (2, 'a')),), (None, 1),
        (2 ** 69 * 2, -1.0), (-2.0,), (-1,), ('ä' + '€😀',), (Item(1), 2.0), (Item(2), 2), (7, 8)]
other = [(0,), (1, 3), ('xxy', 1), (b'y', 1), (float('nan'),), ((1, 3), 3), (2 ** 70, -2), ('ä€',), (Item(3), 2), (7, 9), (1, 2, 3)]
d = {key: i for i, key in enumerate(keys)}
s = set(keys)
print(len(d), len(s), d == dict(zip(same, range(len(same)))))
print([d[key] for key in same])
print([key in s for key in same])
print([d.get(key) for key in other], [key in s for key in other])
print({'pair', 1, 2} <= set(seen))

hash_of = hash((-1, -2))
print(hash((-2, -1)) == hash_of, hash((-1, -1)) == hash((-2, -2)), hash((-1, 'a')) == hash((-2, 'a')))
d = {(-1, 'a'): 1}
d[(-2, 'a')] = 2
d[(-1.0, 'a')] = 3
print(d, {(-1, -1), (-2, -2), (-1, -2), (-2, -1)} == {(-2, -2), (-1, -1), (-2, -1), (-1, -2)})
try:
    print({(1, [2]): 3})
except TypeError as e:
    print(e)
for i in range(100):
    d[(i % 10, str(i))] = d.pop((i % 10, str(i - 50)), i)
print(len(d), list(d.items())[:5])
