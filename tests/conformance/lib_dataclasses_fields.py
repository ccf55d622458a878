# dataclass: defaults, factories, field options, post-init, and the order of inherited fields.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, InitVar, KW_ONLY, MISSING, is_dataclass, make_dataclass
from typing import ClassVar

@dataclass
class A:
    x: int
    y: list = field(default_factory=list)
    z: int = field(default=3, repr=False, compare=False)
    count: ClassVar[int] = 0
    scale: InitVar[int] = 1

    def __post_init__(self, scale):
        self.x *= scale

a = A(2, scale=5)
print(a, a == A(10, [], 99), A(1).y is A(1).y, [f.name for f in fields(A)], asdict(a), astuple(a))
print(replace(a, x=7, scale=2), is_dataclass(A), is_dataclass(a), A.__match_args__)

@dataclass
class B(A):
    x: str = 'b'
    _: KW_ONLY
    w: int = 0
print(B(scale=1), B(w=4, x='q', scale=2))
for source in ('A()', 'A(1, 2, 3, 4, 5)', 'B(1, [], 3, 1, 4)', 'replace(a, q=1, scale=1)', 'replace(a, x=1)'):
    try:
        print(eval(source))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    @dataclass
    class Bad:
        x: int = 0
        y: int
except TypeError as e:
    print(e)
try:
    @dataclass
    class Mutable:
        x: list = []
except ValueError as e:
    print(e)
C = make_dataclass('C', [('a', int), 'b', ('c', int, field(default=5))], namespace={'total': lambda self: self.a + self.c})
print(C(1, 2), C(1, 2).total(), fields(C)[2].default, fields(C)[0].default is MISSING)
