# dataclass options: frozen, order, eq and hash, slots, kw_only.
import dataclasses
from dataclasses import dataclass, FrozenInstanceError

@dataclass(frozen=True, order=True)
class P:
    a: int
    b: int = 0
p = P(1, 2)
print(hash(p) == hash(P(1, 2)), p < P(1, 3), sorted([P(2), P(1, 5), P(1)]), {p: 'x'}[P(1, 2)])
for statement in ('p.a = 1', 'del p.a', 'p.new = 1', 'p < 3'):
    try:
        exec(statement)
    except (FrozenInstanceError, TypeError) as e:
        print(type(e).__name__, e)

@dataclass
class E:
    a: int
print(E.__hash__, E(1) == E(1), E(1) == 1)

@dataclass(eq=False)
class I:
    a: int
print(I(1) == I(1), I.__hash__ is object.__hash__)

@dataclass(unsafe_hash=True)
class U:
    a: int
print(hash(U(1)) == hash(U(1)))

@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = 2
s = S(a=1)
print(s, S.__slots__, hasattr(s, '__dict__'))
try:
    s.c = 1
except AttributeError as e:
    print(e)
try:
    S(1)
except TypeError as e:
    print(e)

@dataclass(repr=False, init=False)
class N:
    a: int = 4
print(N().a, 'object at' in repr(N()))
try:
    @dataclass(order=True)
    class L:
        a: int
        def __lt__(self, other): pass
except TypeError as e:
    print(e)
try:
    @dataclass
    class NotFrozen(P):
        c: int = 0
except TypeError as e:
    print(e)
