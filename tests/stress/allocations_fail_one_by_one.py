"""Each allocation of an operation fails in turn. One that fails once is made again after a collection, and
nobody notices; one that fails for good is a MemoryError, after which everything still works."""
import math

try:
    from _memory_faults import fail_allocations
except ImportError:  # the oracle has none
    def fail_allocations(first, end=0):
        return 0


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def strings():
    text = ''
    for i in range(40):
        text += '%d, ' % i * 3
    return len(text.split(',')), text.replace('1', 'one').title().count('One')


def lists():
    numbers = [i * 2 ** 70 for i in range(50)]
    numbers.sort(reverse=True)
    return numbers[:2], [*numbers, *range(3)][-3:]


def dicts():
    d = {str(i): i for i in range(60)}
    d.update(a=1, b=2)
    del d['7']
    return sorted(d.items())[:3], len({**d, 'c': 3})


def sets():
    s = {i * i % 37 for i in range(60)} | {'a', 'b'}
    return len(s), len(s & {1, 4, 9, 'a'})


def instances():
    points = [Point(i, str(i)) for i in range(30)]
    for p in points:
        p.z = p.x
        setattr(p, 'w%d' % p.x, 1)
    return sum(p.z for p in points), sorted(vars(points[3]))


def classes():
    class Base:
        def method(self, *args, **names):
            return args, names

    class Derived(Base):
        value = 3

    return Derived().method(1, 2, 3, key=4), Derived.value


def closures():
    def make(n):
        def inner(*args, last=n):
            return args, last, n
        return inner
    return [make(i)(i, i + 1) for i in range(5)]


def generators():
    def numbers(n):
        for i in range(n):
            yield [i]
        yield from 'ab'
    return list(numbers(5)), sum(len(str(x)) for x in numbers(3))


def exceptions():
    caught = []
    for i in range(5):
        try:
            try:
                [][i]
            except IndexError as e:
                raise ValueError(i) from e
        except ValueError as e:
            caught.append((e.args, type(e.__cause__).__name__))
    return caught


def compiled():
    names = {}
    exec('def f(a, *, b="x%d" % 3):\n    return [a, b, (1, 2.5, 10**30)]\nr = f(1)', names)
    return names['r'], eval('[x + 1 for x in (1, 2)]')


def big_ints():
    n = 3 ** 400
    return str(n)[:5], n * n % 10 ** 20, int('9' * 60) // 7


GIANT = 3 ** 30011


def giant_ints():
    square = GIANT * GIANT
    quotient, remainder = divmod(square + 5, GIANT)
    return (square % 10 ** 9, quotient == GIANT, remainder, pow(7, GIANT % 2 ** 700, 10 ** 300 + 9) % 10 ** 9,
            pow(7, -3, 10 ** 50 + 7) % 10 ** 9, len(str(3 ** 8000)), int('76' * 2000) % 10 ** 9, GIANT ** 3 % 10 ** 9)


def giant_roots():
    return (math.isqrt(GIANT) % 10 ** 9, math.factorial(3000) % (10 ** 40 + 1), math.gcd(GIANT, 3 ** 700 * 2) == 3 ** 700,
            math.comb(5000, 700) % 10 ** 9, math.lcm(3 ** 100, 2 ** 200) % 10 ** 9)


OPERATIONS = [strings, lists, dicts, sets, instances, classes, closures, generators, exceptions,
              compiled, big_ints, giant_ints, giant_roots]
MOST = 3000  # no operation makes more


def failing(operation, first, width):
    fail_allocations(first, first + width)
    try:
        result = operation()
    except MemoryError:
        result = MemoryError
    return fail_allocations(0), result


for operation in OPERATIONS:
    expected = operation()
    for width in 1, 2, 7:
        n_errors = 0
        for first in range(1, MOST):
            tried, result = failing(operation, first, width)
            if tried < first:
                break
            if result is MemoryError:
                n_errors += 1
            elif result != expected:
                print(operation.__name__, first, width, result)
        else:
            print(operation.__name__, 'makes too many allocations')
        if width == 1 and n_errors:
            print(operation.__name__, 'is not tried again in', n_errors, 'places')
    print(operation.__name__, operation() == expected)
