# Enum: members, aliases, lookups, iteration order, and what is refused.
from enum import Enum, IntEnum, StrEnum, auto, unique

class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self):
        return f'{self.name}={self.value}'
print(list(Color), Color.CRIMSON is Color.RED, Color(2), Color['GREEN'], Color.RED.describe(), repr(Color.RED), str(Color.RED))
print(Color.__members__, len(Color), Color.RED in Color, Color.RED == 1, {Color.RED: 'x'}[Color.CRIMSON])
for source in ('Color(9)', "Color['NOPE']", 'Color.NOPE', 'Color()', 'Color.RED < Color.GREEN', "setattr(Color, 'RED', 3)", "delattr(Color, 'RED')", 'Color.RED.RED'):
    try:
        print(eval(source))
    except Exception as e:
        print(type(e).__name__, e)
try:
    class More(Color):
        BLUE = 3
except TypeError as e:
    print(e)

class N(IntEnum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
print(list(N), N.A + 1, N.B > N.A, f'{N.C}', repr(N.D), sorted([N.C, N.A]), [10, 20, 30][N.A])

class T(StrEnum):
    FIRST = auto()
    OTHER = 'x'
print(T.FIRST, T.FIRST.upper(), T('x') is T.OTHER, f'{T.OTHER:>3}')
try:
    @unique
    class Dup(Enum):
        A = 1
        B = 1
        C = 1
except ValueError as e:
    print(e)
F = Enum('F', 'one two', start=5)
print(list(F), F.two.value, F.__name__)
