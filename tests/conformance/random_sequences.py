"""The numbers of a seeded generator are CPython's."""
import _random


def show(r):
    return [r.random() for _ in range(3)], [r.getrandbits(k) for k in (1, 5, 32, 33, 64, 65, 200, 0)]

for seed in [0, 1, -1, 42, 2 ** 32 - 1, 2 ** 32, 2 ** 64 + 5, -2 ** 100, 2 ** 9000 + 1, True, 1.5, None if 0 else 7, (1, 2)]:
    r = _random.Random(seed)
    print(str(seed)[:30], show(r))
r = _random.Random(5)
for _ in range(1000):
    r.random()
state = r.getstate()
a = show(r)
r.setstate(state)
print(len(state), state[-1], a == show(r), r.random())
r.seed(9)
print(r.random())
for bad in [lambda: r.getrandbits(-1), lambda: r.getrandbits(2**31), lambda: r.getrandbits(2**63 - 1), lambda: r.getrandbits('x'), lambda: r.setstate([1]), lambda: r.setstate((1,)), lambda: r.seed([]),
            lambda: r.setstate(state[:-1] + (700,)), lambda: r.setstate(('a',) * 625), lambda: r.setstate((-1,) * 625), lambda: r.random(1)]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, str(e).split(' (')[0])
