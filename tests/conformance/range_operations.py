# range: indexing, slicing, membership, equality and hashing, also beyond 64 bits.
r = range(10, 0, -3)
print(r, list(r), len(r), r[0], r[-1], r[1:], r[::-1], r[::2], 7 in r, 8 in r, 7.0 in r, 'a' in r, r.index(4), r.count(4), r.count(5), r.start, r.stop, r.step, bool(range(0)), list(reversed(r)))
print(range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 5) == range(1, -1), hash(range(0)) == hash(range(3, 3)), range(3) != [0, 1, 2], {range(2): 1}[range(0, 2)])
big = range(2 ** 70, 2 ** 70 + 10, 3)
print(big, list(big)[-1] - 2 ** 70, big[1] - 2 ** 70, 2 ** 70 + 6 in big, big[-2:], range(-2 ** 63, 2 ** 63)[2 ** 63], range(10 ** 30)[10 ** 29], range(0, 10 ** 30, 10 ** 29)[3], max(range(5)), sum(range(101)), sorted(range(3, 0, -1)))
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class E(int):
    def __eq__(self, o): return o == 99
    __hash__ = int.__hash__
print(range(I(3)), list(range(I(1), I(7), I(2))), range(True), range(5)[I(2)], E(2) in range(100), E(2) in range(5), repr(range(1, 2)), [*range(3)], range(3).__reduce__())
it = iter(range(5))
print(next(it), it.__length_hint__(), list(it), next(it, 'end'), type(iter(range(2 ** 100))).__name__, type(it).__name__, iter(range(3)).__reduce__()[1][0])
for source in ('range()', 'range(1, 2, 0)', 'range(1.5)', 'range("a")', 'range(1, 2, 3, 4)', 'r[10]', 'r[-9]', 'r["a"]', 'r[1.0]', 'r.index(5)', 'r.index("a")', 'range(3) < range(4)', 'range(3) + range(3)', 'range(3) * 2', 'len(range(2 ** 63))', 'r.start.__class__', 'range(stop=3)', 'r[:: 0]', 'hash(range(3)) == hash((3, 0, 1))', 'range(None)', 'r.count()', 'range(2 ** 65)[2 ** 66]', 'range(10)[2 ** 70:]', 'range(10)[:-2 ** 70]', 'range(10)[::2 ** 70]', 'type("X", (range,), {})'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
try:
    r.start = 5
except AttributeError as e:
    print(e)
