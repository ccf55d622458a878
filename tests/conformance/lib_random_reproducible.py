# random: the same seed gives CPython's own sequence, for every kind of seed and distribution.
import random
for seed in (0, 1, -5, 2 ** 100, 'text', b'bytes', bytearray(b'x'), 1.5):
    r = random.Random(seed)
    print(repr(seed), r.random(), r.getrandbits(70), r.randrange(10 ** 6), r.randint(-5, 5))
r = random.Random(42)
print(r.choice('abcdef'), r.choices([1, 2, 3], weights=[5, 1, 0], k=6), r.sample(range(100), 5), r.sample('abc', 4, counts=[2, 2, 1]))
x = list(range(10))
r.shuffle(x)
print(x, r.uniform(1, 2), r.triangular(0, 10, 3), r.gauss(0, 1), r.normalvariate(5, 2), r.expovariate(0.5), r.betavariate(2, 3), r.gammavariate(2, 1), r.lognormvariate(0, 1), r.vonmisesvariate(0, 1), r.paretovariate(3), r.weibullvariate(1, 2))
state = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(state)
print(a == [r.random() for _ in range(3)], state[0], len(state[1]), r.randbytes(5), r.randrange(10, 100, 7), r.getrandbits(0))
for source in ('r.choice([])', 'r.randrange(0)', 'r.randint(5, 1)', 'r.sample([1], 2)', 'r.sample({1}, 1)', 'r.choices([], k=1)', 'r.choices([1], weights=[0])', 'r.choices([1], [1], cum_weights=[1])', 'r.getrandbits(-1)', 'random.Random([])', 'r.randrange(1.5)', 'r.shuffle("abc")', 'r.setstate((3, (1,), None))', 'r.randrange(1, 10, 0)'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
random.seed(7)
print(random.random(), random.SystemRandom().random() < 1)
