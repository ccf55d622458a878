# Enum with __new__, __init__, mixed-in types, _missing_, _generate_next_value_, nonmember and property.
from enum import Enum, auto, member, nonmember, property as enum_property

class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
    @property
    def density(self):
        return self.mass / self.radius ** 3
print(Planet.EARTH.value, Planet.MARS.mass, round(Planet.EARTH.density))

class Coord(bytes, Enum):
    def __new__(cls, value, label):
        self = bytes.__new__(cls, [value])
        self._value_ = value
        self.label = label
        return self
    X = (65, 'ex')
    Y = (66, 'why')
print(Coord(65), Coord.X.label, Coord.Y + b'!', Coord.X.value)

class Name(Enum):
    def _generate_next_value_(name, start, count, last):
        return f'{name}-{start}-{count}-{last}'
    A = auto()
    B = auto()
    LIMIT = nonmember(10)
    @member
    def f():
        return 'called'
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == 'default' else None
print([(m.name, m.value) for m in (Name.A, Name.B)], Name.LIMIT, Name.f, Name.f.value(), Name('default'))
try:
    Name('other')
except ValueError as e:
    print(e)

class Bad(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value):
        return 5
try:
    Bad(7)
except TypeError as e:
    print(e, '|', repr(e.__context__))
import copy, pickle
print(copy.deepcopy(Planet.MARS) is Planet.MARS, pickle.loads(pickle.dumps(Planet.EARTH)) is Planet.EARTH)
