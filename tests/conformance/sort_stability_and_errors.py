# sort: stable, with keys and reverse, odd comparisons, changes while sorting, mixed types.
data = [('b', 2), ('a', 1), ('c', 2), ('d', 1), ('e', 3)]
print(sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True), sorted(data, reverse=True)[0])
x = [3, 1, 2]
print(x.sort(), x, sorted('hello', key=str.upper), sorted({'b': 1, 'a': 2}), sorted([True, 0, 2, False]), sorted([[2], [1, 9], []]), sorted([(1, 'b'), (1, 'a')]), sorted('bA'), sorted([0.5, 1, -1, 10 ** 30, -1e300]))
class Cmp:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        Cmp.n += 1
        return self.v < o.v
    def __repr__(self): return f'C{self.v}'
print(sorted(map(Cmp, [5, 3, 4])), sorted(map(Cmp, range(20)))[0], Cmp.n < 60)
def bad_key(v):
    if v == 3: raise ValueError('bad key')
    return v
x = [1, 2, 3, 4]
try:
    x.sort(key=bad_key)
except ValueError as e:
    print(e, x)
class Evil:
    def __lt__(self, o):
        evil_list.append(1)
        return False
evil_list = [Evil(), Evil(), Evil()]
try:
    evil_list.sort()
except ValueError as e:
    print(e, len(evil_list))
class Clears:
    def __lt__(self, o):
        seen.append(len(target))
        return True
seen, target = [], [Clears(), Clears()]
target.sort()
print(seen, len(target))
for source in ('sorted([1, "a"])', 'sorted([1, None])', 'sorted([1j, 2j])', 'sorted(5)', 'sorted([1], key=5)', 'sorted([1], None)', 'sorted([{}, {}])', 'sorted([1, 2], key=lambda: 0)', '[3, 1].sort(reverse="a")', 'sorted([1], reverse=[])', 'sorted([2, 1], key=None)', 'sorted()', 'sorted([1], keys=len)', 'sorted([[1], ["a"]])', 'sorted(["b", "a"], key=len, reverse=True)', 'sorted([object(), object()])'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
import random
r = random.Random(5)
for n in (10, 100, 1000):
    values = [r.randrange(n // 2) for _ in range(n)]
    pairs = sorted(enumerate(values), key=lambda p: p[1])
    assert pairs == sorted(enumerate(values), key=lambda p: (p[1], p[0])), n
    assert sorted(pairs, key=lambda p: p[1], reverse=True) == sorted(pairs, key=lambda p: (-p[1], p[0]))
    runs = list(range(n)) + list(range(n, 0, -1)) + values
    assert sorted(runs) == [k for k in range(n + 1) for _ in range(runs.count(k))]
print('sorted', max([1, 5, 5.0, 3]), min(data, key=lambda p: p[1]), max(data, key=lambda p: p[1]))
