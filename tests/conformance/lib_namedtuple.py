# namedtuple: fields, defaults, renaming, and the errors of bad names.
from collections import namedtuple

P = namedtuple('P', 'x y', defaults=[0])
p = P(1)
print(p, p.x, p[1], P._fields, P._field_defaults, p._asdict(), p._replace(y=5))
print(P._make([3, 4]), P.__doc__, P.x.__doc__, p == (1, 0), hash(p) == hash((1, 0)))
x, y = p
print(x, y, P.__match_args__, isinstance(p, tuple), P.__new__.__defaults__)
for names in ('a a', 'class', '_a', '1a', 'a-b'):
    try:
        namedtuple('T', names)
    except ValueError as e:
        print(e)
print(namedtuple('T', 'a a class _x', rename=True)._fields)
for call in ('P()', 'P(1, 2, 3)', 'P(z=1)', 'p._replace(q=1)', 'P._make([1, 2, 3])'):
    try:
        print(eval(call))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    p.x = 3
except AttributeError as e:
    print(e)
try:
    namedtuple('T', 'a', defaults=(1, 2))
except TypeError as e:
    print(e)

class Q(P):
    __slots__ = ()
    @property
    def sum(self):
        return self.x + self.y
print(Q(3, 4).sum, Q(3, 4))
