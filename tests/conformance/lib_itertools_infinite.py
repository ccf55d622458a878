# count with any number, cycle, repeat and tee.
from itertools import count, cycle, islice, repeat, tee
from fractions import Fraction

print(list(islice(count(), 3)), list(islice(count(5, -2), 4)), list(islice(count(0.5, 0.25), 3)), list(islice(count(Fraction(1, 3), Fraction(1, 3)), 3)))
print(list(islice(count(2 ** 63 - 2), 4)), count(3), count(1, 2), count(1.5), count(step=3))
print(list(islice(cycle('ab'), 5)), list(cycle('')), list(repeat('x', 3)), repeat(1), repeat('a', 2), list(repeat(1, -1)))
print(repeat(3, 7).__length_hint__())
try:
    repeat(1).__length_hint__()
except TypeError as e:
    print(e)
a, b, c = tee(iter('abcd'), 3)
print(next(a), next(a), next(b), list(c), list(a), list(b), tee('x', 0))
for call in ("count('a')", "tee('a', -1)", "tee(1)", "cycle(1)", "repeat()"):
    try:
        print(eval(call))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
